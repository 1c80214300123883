import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

/// The conformance suites of queues and topics on moto, as far as moto is like SQS and SNS.
@Suite(.enabled(if: MillraceTesting.MotoServer.isInstalled, "moto is not installed")) struct MotoMessagingTests {
  private func withMoto(_ body: (CloudQueues) async throws -> Void) async throws {
    let server = try #require(await MillraceTesting.MotoServer.shared(), "moto did not start")
    let queues = CloudQueues(
      endpoint: server.endpoint, accessKey: "AKIATESTTESTTESTTEST", secretKey: "secret", region: "eu-central-1")
    do {
      try await body(queues)
    } catch {
      await queues.runtime.shutdown()
      throw error
    }
    await queues.runtime.shutdown()
  }

  private var traits: QueueTraits {
    var traits = QueueTraits()
    traits.canAdvanceClock = false
    traits.refusesStaleHandles = false
    traits.wakesWaitingReceives = false
    traits.deliversOnce = false
    // moto loses the order of what is given back, and forgets deduplication ids with their messages.
    traits.hasFIFO = false
    traits.patience = .seconds(20)
    return traits
  }

  @Test func queuesConform() async throws {
    try await withMoto { queues in
      try await MessageQueueConformance(traits: traits) { request, _ in try await queues.queue(request) }.check()
    }
  }

  @Test func groupsKeepTheirOrder() async throws {
    try await withMoto { queues in
      var request = QueueRequest(visibilityTimeout: .seconds(30))
      request.isFIFO = true
      let queue = try await queues.queue(request).queue
      let messages = (0..<5).map { OutgoingMessage(body: [65 + $0], group: "g", deduplicationID: "\($0)") }
      _ = try await queue.send(messages)
      var received: [ReceivedMessage] = []
      while received.count < 5 {
        let batch = try await queue.receive(maximum: 10, wait: .seconds(2), visibility: nil)
        try #require(!batch.isEmpty)
        received += batch
        #expect(try await queue.delete(batch.map(\.receiptHandle)) == [])
      }
      #expect(received.map(\.body) == messages.map(\.body) && received.allSatisfy { $0.group == "g" })
    }
  }

  @Test func topicsConform() async throws {
    try await withMoto { queues in
      try await TopicConformance(patience: .seconds(20), carriesBytes: false) { try await queues.topic() }.check()
    }
  }

  @Test func whatDoesNotExistIsSaid() async throws {
    try await withMoto { queues in
      let queue = await #expect(throws: QueueError.self) {
        try await SQSQueue.open(Address(scheme: .sqs, path: "no-such-queue"), runtime: queues.runtime)
      }
      #expect(queue?.code == .notFound && queue?.message.contains("create-queue --queue-name no-such-queue") == true)
      let topic = await #expect(throws: QueueError.self) {
        try await SNSTopic.open(Address(scheme: .sns, path: "no-such-topic"), runtime: queues.runtime)
      }
      #expect(topic?.code == .notFound && topic?.message.contains("create-topic --name no-such-topic") == true)
    }
  }
}
