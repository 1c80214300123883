import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTestServer
import MillraceTesting
import Testing

/// The conformance suites of queues and topics on the test server, which checks what SQS and SNS check.
@Suite struct TestServerMessagingTests {
  private func withServer(_ body: (TestServer, CloudQueues) async throws -> Void) async throws {
    let server = try await TestServer.start()
    let queues = CloudQueues(
      endpoint: server.endpoint, accessKey: server.accessKey, secretKey: server.secretKey, region: server.region)
    var failure: (any Error)?
    do {
      try await body(server, queues)
    } catch {
      failure = error
    }
    await queues.runtime.shutdown()
    await server.stop()
    if let failure { throw failure }
  }

  @Test func queuesConform() async throws {
    try await withServer { _, queues in
      var traits = QueueTraits()
      traits.canAdvanceClock = false
      try await MessageQueueConformance(traits: traits) { request, _ in try await queues.queue(request) }.check()
    }
  }

  @Test func topicsConform() async throws {
    try await withServer { _, queues in
      try await TopicConformance { try await queues.topic() }.check()
    }
  }

  @Test func messagesSurviveFaults() async throws {
    try await withServer { server, queues in
      let queue = try await queues.queue(QueueRequest(visibilityTimeout: .seconds(30))).queue
      server.inject(Fault(.slowDown(retryAfter: nil), service: "sqs", share: 0.2))
      var received: Set<[UInt8]> = []
      for start in stride(from: 0, to: 100, by: 10) {
        let messages = (start..<start + 10).map { OutgoingMessage(body: Array("\($0)".utf8)) }
        #expect(try await queue.send(messages).allSatisfy { if case .sent = $0 { true } else { false } })
      }
      while received.count < 100 {
        let batch = try await queue.receive(maximum: 10, wait: .seconds(1), visibility: nil)
        try #require(!batch.isEmpty)
        received.formUnion(batch.map(\.body))
        #expect(try await queue.delete(batch.map(\.receiptHandle)) == [])
      }
      #expect(received.count == 100)
    }
  }
}
