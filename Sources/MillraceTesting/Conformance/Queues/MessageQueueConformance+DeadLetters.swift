import MillraceStorage
import Testing

extension MessageQueueConformance {
  /// A message that was received too often goes to the dead-letter queue, and no other does.
  package func checkDeadLettering() async throws {
    guard traits.hasDeadLetterQueues else { return }
    try await withQueue {
      $0.maximumReceiveCount = 2
    } _: { fixture in
      let deadLetters = try #require(fixture.deadLetterQueue)
      #expect(try await fixture.queue.attributes().redrive?.maximumReceiveCount == 2)
      var poison = QueueFixture.message("poison")
      poison.attributes = ["kind": .string("bad")]
      let ids = try await fixture.send([poison, QueueFixture.message("good")])
      for count in 1...2 {
        let received = try await fixture.receive(count == 1 ? 2 : 1)
        let message = try #require(received.first { $0.text == "poison" })
        #expect(message.receiveCount == count)
        let good = received.filter { $0.text == "good" }.map(\.receiptHandle)
        #expect(try await fixture.queue.delete(good) == [])
        try await fixture.pass(fixture.timeout)
      }
      try await fixture.send("next")
      #expect(try await fixture.receive(1).map(\.text) == ["next"])
      try await fixture.expectEmpty("it was received twice already")
      let dead = try await fixture.receiveOne(from: deadLetters)
      #expect(dead.body == poison.body && dead.attributes == poison.attributes && dead.id == ids[0])
      #expect(try await deadLetters.delete([dead.receiptHandle]) == [])
    }
  }

  /// A queue says what it is set to and what it holds.
  package func checkAttributes() async throws {
    try await withQueue { fixture in
      let empty = try await fixture.queue.attributes()
      #expect(empty.visibilityTimeout == fixture.timeout && !empty.isFIFO && !empty.deduplicatesByContent)
      #expect(empty.redrive == nil && (1024...QueueLimits.batchBytes).contains(empty.maximumMessageBytes))
      #expect(empty.retention >= .seconds(60))
      guard traits.countsExactly else { return }
      #expect(empty.visible == 0 && empty.inFlight == 0 && empty.delayed == 0)
      var late = QueueFixture.message("late")
      late.delay = .seconds(300)
      try await fixture.send([QueueFixture.message("a"), QueueFixture.message("b"), QueueFixture.message("c"), late])
      let held = try await fixture.receiveOne(visibility: .seconds(300))
      let some = try await fixture.queue.attributes()
      #expect(some.visible == 2 && some.inFlight == 1 && some.delayed == 1)
      #expect(try await fixture.queue.delete([held.receiptHandle]) == [])
      let fewer = try await fixture.queue.attributes()
      #expect(fewer.visible == 2 && fewer.inFlight == 0 && fewer.delayed == 1)
    }
  }
}
