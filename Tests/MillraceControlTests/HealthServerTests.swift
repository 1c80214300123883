import Foundation
@testable import Millrace
import MillraceJSON
import Synchronization
import Testing

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

@testable import MillraceControl

@Suite(.timeLimit(.minutes(5))) struct HealthServerTests {
  /// Asks a server that runs for as long as `body` does.
  private func serving(
    _ status: RunStatus, _ body: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    let server = HealthServer(host: "127.0.0.1", port: 0, pipeline: "a\"b", status: { status }, progress: { .init() })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run { continuation.yield($0) } }
      var iterator = ports.makeAsyncIterator()
      let port = try #require(await iterator.next())
      try await body(port)
      group.cancelAll()
    }
  }

  private static func get(_ path: String, _ port: Int) async throws -> (code: Int, text: String) {
    let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
    let (data, response) = try await URLSession.shared.data(from: url)
    return ((response as? HTTPURLResponse)?.statusCode ?? 0, String(decoding: data, as: UTF8.self))
  }

  private var running: RunStatus {
    var status = RunStatus()
    status.lastPoll = Date(timeIntervalSince1970: 1_795_237_567.125)
    status.messagesProcessed = 42
    status.errors = ["unavailable": 3]
    return status
  }

  @Test func aRunThatPollsIsHealthyAndReady() async throws {
    try await serving(running) { port in
      let health = try await Self.get("/health", port)
      #expect(health.code == 200)
      let fields = try JSONValue(parsing: health.text)
      #expect(fields["status"]?.text == "healthy" && fields["messages_processed"]?.integer == 42)
      #expect(fields["last_poll"]?.text == "2026-11-21T05:06:07.125Z")
      let ready = try await Self.get("/ready", port)
      let other = try await Self.get("/", port)
      #expect(ready.code == 200 && other.code == 404)
    }
  }

  @Test func aStalledRunIsUnhealthy() async throws {
    var status = running
    status.isPollingStalled = true
    try await serving(status) { port in
      let health = try await Self.get("/health", port)
      #expect(health.code == 503 && health.text.contains(#""status":"unhealthy""#))
    }
  }

  @Test func aRunIsNotReadyBeforeItsFirstPollNorAtItsEnd() async throws {
    try await serving(RunStatus()) { port in
      let health = try await Self.get("/health", port)
      #expect(health.code == 200 && health.text.contains(#""last_poll":null"#))
      let ready = try await Self.get("/ready", port)
      #expect(ready.code == 503)
    }
    var status = running
    status.isStopping = true
    try await serving(status) { port in
      let ready = try await Self.get("/ready", port)
      #expect(ready.code == 503)
    }
  }

  @Test func metricsAreNamedAndLabelled() async throws {
    try await serving(running) { port in
      let lines = try await Self.get("/metrics", port).text.split(separator: "\n")
      #expect(lines.contains(#"millrace_messages_processed_total{pipeline="a\"b"} 42"#))
      #expect(lines.contains(#"millrace_errors_total{pipeline="a\"b",kind="unavailable"} 3"#))
      #expect(lines.contains("# TYPE millrace_messages_in_hand gauge"))
      #expect(lines.contains(#"millrace_last_poll_timestamp_seconds{pipeline="a\"b"} 1795237567.125"#))
    }
  }

  @Test func aPortThatIsTakenIsNamed() async throws {
    try await serving(running) { port in
      let other = HealthServer(host: "127.0.0.1", port: port, pipeline: "b", status: { .init() }, progress: { .init() })
      let error = await #expect(throws: ControlError.self) { try await other.run() }
      #expect(error?.message.contains("127.0.0.1:\(port)") == true)
    }
  }
}
