import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

@Suite(.enabled(if: NginxServer.isAvailable, "needs nginx"), .timeLimit(.minutes(5)))
struct HTTPEndpointTests {
  @Test func statusesAreHandedOverAsTheyAre() async throws {
    let settings = """
      location = /taken { if ($http_x_key != "k") { return 400; } return 204; }
      location = /moved { return 302 /taken; }
      location = /failed { return 500; }
      """
    try await HTTPIndexFixture(settings: settings).with { fixture in
      for (name, status) in [("taken", 204), ("moved", 302), ("failed", 500), ("none", 404)] {
        let endpoint = try await fixture.storage.endpoint(fixture.server.url + name)
        #expect(try await endpoint.post(Array("{}".utf8), headers: [("x-key", "k")], timeout: .seconds(10)) == status)
      }
    }
  }

  @Test func whatCannotBeReachedIsSaid() async throws {
    try await HTTPIndexFixture().with { fixture in
      let error = await #expect(throws: WebEndpointError.self) {
        let endpoint = try await fixture.storage.endpoint("http://127.0.0.1:\(try freePort())/x")
        return try await endpoint.post([], headers: [], timeout: .seconds(10))
      }
      #expect(error?.code == .notConnected)
      let other = await #expect(throws: WebEndpointError.self) { try await fixture.storage.endpoint("ftp://host/") }
      #expect(other?.code == .invalidAddress)
      await #expect(throws: AddressError.self) { try await EmbeddedStorage().endpoint("http://host/") }
    }
  }
}
