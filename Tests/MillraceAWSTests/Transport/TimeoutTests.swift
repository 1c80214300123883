import MillraceAWS
import NIOCore
import NIOHTTP1
import Testing

@Suite("Timeouts") struct TimeoutTests {
  private func error(
    _ behaviour: ScriptedAnswer.Behaviour, change: @escaping (inout AWSTimeouts) -> Void
  ) async throws -> AWSError? {
    try await ScriptedServer.run { _, _ in
      ScriptedAnswer(behaviour: behaviour, body: "0123456789")
    } _: { server in
      try await AWSRuntime.run(
        server.endpoint,
        change: { configuration in
          configuration.maximumAttempts = 1
          change(&configuration.timeouts)
        }
      ) { runtime in
        await #expect(throws: AWSError.self) {
          try await AWSServiceClient(service: .s3, runtime: runtime).send(
            AWSRequest(.GET, bucket: "bucket"), operation: "ListObjectsV2")
        }
      }
    }
  }

  @Test("no answer") func answer() async throws {
    let error = try await error(.silence) { $0.answer = .milliseconds(80) }
    #expect(error?.kind == .timeout && error?.message.contains("waiting for the answer") == true)
  }

  @Test("half an answer") func body() async throws {
    let error = try await error(.stall) { $0.bodyIdle = .milliseconds(80) }
    #expect(error?.kind == .timeout && error?.message.contains("receiving the answer") == true)
  }

  @Test("the whole exchange") func total() async throws {
    let error = try await error(.stall) { $0.total = .milliseconds(80) }
    #expect(error?.kind == .timeout && error?.message.contains("whole exchange") == true)
  }

  @Test("a long poll has its own") func longPoll() async throws {
    try await ScriptedServer.run { _, _ in
      ScriptedAnswer(behaviour: .silence)
    } _: { server in
      try await AWSRuntime.run(
        server.endpoint,
        change: { configuration in
          configuration.maximumAttempts = 1
          configuration.timeouts.answer = .hours(1)
        }
      ) { runtime in
        var request = AWSRequest(.POST)
        request.answerTimeout = .milliseconds(80)
        let error = await #expect(throws: AWSError.self) {
          try await AWSServiceClient(service: .sqs, runtime: runtime).send(request, operation: "ReceiveMessage")
        }
        #expect(error?.kind == .timeout)
      }
    }
  }
}
