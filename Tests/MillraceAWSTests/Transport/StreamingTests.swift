import MillraceAWS
import NIOCore
import NIOHTTP1
import Testing

@Suite("Streamed answers") struct StreamingTests {
  private struct Refusal: Error {}

  @Test("a body comes in pieces, whole") func whole() async throws {
    let text = String(repeating: "0123456789", count: 500_000)
    try await ScriptedServer.run { _, index in
      index == 0 ? .status(500) : .status(200, text, headers: ["etag": "x"])
    } _: { server in
      try await AWSRuntime.run(server.endpoint, clock: TestClock().clock()) { runtime in
        var body = ByteBuffer()
        let head = try await AWSServiceClient(service: .s3, runtime: runtime).stream(
          AWSRequest(.GET, bucket: "b", path: "/k"), operation: "GetObject"
        ) { body.writeImmutableBuffer($0) }
        #expect(String(buffer: body) == text)
        #expect(head.headers.first(name: "etag") == "x")
      }
    }
  }

  @Test("what fails behind the first piece is thrown, and not repeated") func cutShort() async throws {
    let text = String(repeating: "0123456789", count: 50_000)
    try await ScriptedServer.run { _, _ in
      ScriptedAnswer(behaviour: .cutShort, body: text)
    } _: { server in
      try await AWSRuntime.run(server.endpoint, clock: TestClock().clock()) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        let error = await #expect(throws: AWSError.self) {
          try await client.stream(AWSRequest(.GET, bucket: "b", path: "/k"), operation: "GetObject") { _ in }
        }
        #expect(error?.isRetryable == true && error?.kind == .transport)
        #expect(server.requests.count == 1)
      }
    }
  }

  @Test("a reader may refuse to go on") func refusal() async throws {
    let text = String(repeating: "0123456789", count: 500_000)
    try await ScriptedServer.run { _, _ in
      .status(200, text)
    } _: { server in
      try await AWSRuntime.run(server.endpoint) { runtime in
        let client = AWSServiceClient(service: .s3, runtime: runtime)
        await #expect(throws: Refusal.self) {
          try await client.stream(AWSRequest(.GET, bucket: "b", path: "/k"), operation: "GetObject") { _ in
            throw Refusal()
          }
        }
        let whole = try await client.send(AWSRequest(.GET, bucket: "b", path: "/k"), operation: "GetObject")
        #expect(whole.body.readableBytes == text.utf8.count)
      }
    }
  }
}
