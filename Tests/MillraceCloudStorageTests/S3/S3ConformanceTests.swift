import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

@Suite("S3 object store") struct S3ConformanceTests {
  static let environment = ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b", "AWS_REGION": "us-east-1"]

  @Test("does what object stores do, on moto", .enabled(if: MotoServer.isInstalled, "moto is not installed"))
  func moto() async throws {
    let server = try #require(await MotoServer.shared())
    try await Self.check(server.endpoint)
  }

  static func check(_ endpoint: String) async throws {
    var configuration = try AWSConfiguration.fromEnvironment(environment)
    configuration.endpoint = endpoint
    let runtime = AWSRuntime(configuration: configuration)
    let bucket = "conformance-\(UUID().uuidString.lowercased())"
    try await S3Client(runtime: runtime).createBucket(.init(bucket: bucket, region: "us-east-1"))
    await #expect(throws: Never.self) {
      try await ObjectStoreConformance {
        S3ObjectStore(bucket: bucket, prefix: UUID().uuidString, runtime: runtime)
      }.check()
    }
    await runtime.shutdown()
  }
}
