import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTestServer
import MillraceTesting
import Testing

@Suite("S3 object store") struct S3ConformanceTests {
  @Test("does what object stores do, on moto", .enabled(if: MotoServer.isInstalled, "moto is not installed"))
  func moto() async throws {
    let server = try #require(await MotoServer.shared())
    try await S3Place.run(server.endpoint) { place in
      await #expect(throws: Never.self) {
        try await ObjectStoreConformance(takesNewlines: false) { place.store() }.check()
      }
    }
  }

  @Test("does what object stores do, on the test server", arguments: ChecksumMode.allCases)
  func testServer(_ mode: ChecksumMode) async throws {
    try await S3Place.runOnTestServer(change: { $0.checksums = mode }) { place, _ in
      await #expect(throws: Never.self) { try await ObjectStoreConformance { place.store() }.check() }
    }
  }

  @Test("does so while the service fails") func faults() async throws {
    try await S3Place.runOnTestServer(change: { $0.maximumAttempts = 12 }) { place, server in
      server.inject(Fault(.internalError, service: "s3", share: 0.1))
      server.inject(Fault(.slowDown(retryAfter: nil), service: "s3", share: 0.05))
      await #expect(throws: Never.self) { try await ObjectStoreConformance { place.store() }.checkListing() }
    }
  }
}
