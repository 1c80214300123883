import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceTestServer
import NIOCore

/// A bucket on a server, for one test.
struct S3Place: Sendable {
  let runtime: AWSRuntime
  let bucket: String

  /// An empty store.
  func store(options: S3StoreOptions = S3StoreOptions()) -> S3ObjectStore {
    S3ObjectStore(bucket: bucket, prefix: UUID().uuidString, runtime: runtime, options: options)
  }

  static func run(
    _ endpoint: String, credentials: AWSCredentials = AWSCredentials(accessKeyID: "a", secretAccessKey: "b"),
    change: (inout AWSConfiguration) -> Void = { _ in }, _ body: (S3Place) async throws -> Void
  ) async throws {
    var configuration = AWSConfiguration()
    configuration.region = "us-east-1"
    configuration.endpoint = endpoint
    configuration.credentials = StaticCredentials(credentials)
    // Tests that run side by side and a busy machine: nothing here is about how long it takes.
    configuration.timeouts.connect = .seconds(30)
    change(&configuration)
    let runtime = AWSRuntime(configuration: configuration)
    let place = S3Place(runtime: runtime, bucket: "place-\(UUID().uuidString.lowercased())")
    do {
      try await S3Client(runtime: runtime).createBucket(.init(bucket: place.bucket, region: "us-east-1"))
      try await body(place)
    } catch {
      await runtime.shutdown()
      throw error
    }
    await runtime.shutdown()
  }

  static func runOnTestServer(
    change: (inout AWSConfiguration) -> Void = { _ in }, _ body: (S3Place, TestServer) async throws -> Void
  ) async throws {
    let server = try await TestServer.start()
    let credentials = AWSCredentials(accessKeyID: server.accessKey, secretAccessKey: server.secretKey)
    do {
      try await run(server.endpoint, credentials: credentials, change: change) { try await body($0, server) }
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }
}
