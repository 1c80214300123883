import MillraceStorage
import Testing

extension MessageQueueConformance {
  /// On FIFO queues a group's messages come in their order, and a group that waits holds up no other.
  package func checkOrder() async throws {
    guard traits.hasFIFO else { return }
    try await withQueue {
      $0.isFIFO = true
    } _: { fixture in
      #expect(try await fixture.queue.attributes().isFIFO)
      for number in 0..<4 {
        try await fixture.send(
          ["a", "b"].map { (group: String) in QueueFixture.message("\(group)\(number)", group: group) })
      }
      let first = try await fixture.queue.receive(maximum: 10, wait: .zero, visibility: nil)
      try expectOrder(first, from: ["a": 0, "b": 0])
      #expect(!first.isEmpty && first.allSatisfy { $0.systemAttributes["SequenceNumber"] != nil })
      #expect(first.allSatisfy { $0.systemAttributes["MessageDeduplicationId"] == "\($0.group ?? "")-\($0.text)" })
      if traits.blocksGroups { try await checkGroups(fixture, held: first) }
    }
    try await checkNeedsGroup()
  }

  /// - Parameter next: the number that each group's next message must have.
  private func expectOrder(_ messages: [ReceivedMessage], from next: [String: Int]) throws {
    var next = next
    for message in messages {
      let group = try #require(message.group)
      #expect(message.text == "\(group)\(next[group, default: 0])")
      next[group, default: 0] += 1
    }
  }

  private func checkGroups(_ fixture: QueueFixture, held: [ReceivedMessage]) async throws {
    let queue = fixture.queue
    _ = try await queue.changeVisibility(held.map { VisibilityChange(handle: $0.receiptHandle, timeout: .zero) })
    let a = try #require(try await queue.receive(maximum: 1, wait: .zero, visibility: nil).first)
    let group = try #require(a.group)
    let other = group == "a" ? "b" : "a"
    #expect(a.text == "\(group)0", "what was given back comes first")
    let rest = try await queue.receive(maximum: 10, wait: .zero, visibility: nil)
    #expect(rest.allSatisfy { $0.group == other }, "nothing of a group while one of it is in flight")
    try expectOrder(rest, from: [other: 0])
    #expect(try await queue.delete([a.receiptHandle]) == [])
    let freed = try await queue.receive(maximum: 1, wait: .zero, visibility: nil)
    #expect(freed.map(\.text) == ["\(group)1"], "the group goes on once its message is deleted")
    try await fixture.pass(fixture.timeout)
    let late = try await queue.delete([freed[0].receiptHandle])
    if traits.refusesStaleHandles {
      #expect(late.first?.error.code == .invalidHandle, "too late: the order would not be sure any more")
    }
    let gone = late.isEmpty ? 1 : 0
    var again: [ReceivedMessage] = []
    while again.count < 7 - gone {
      let message = try await fixture.receiveOne()
      again.append(message)
      #expect(try await queue.delete([message.receiptHandle]) == [])
    }
    try expectOrder(again, from: [group: 1 + gone, other: 0])
  }

  private func checkNeedsGroup() async throws {
    try await withQueue {
      $0.isFIFO = true
    } _: { fixture in
      var delayed = QueueFixture.message("x", group: "g")
      delayed.delay = .seconds(1)
      let outcomes = try await fixture.queue.send([
        QueueFixture.message("no group"), OutgoingMessage(body: [65], group: "g"), delayed,
      ])
      for outcome in outcomes {
        guard case .failed(let error) = outcome else {
          Issue.record("\(outcome)")
          continue
        }
        #expect(error.code == .invalidMessage || error.code == .invalidRequest)
      }
      try await fixture.expectEmpty()
    }
  }

  /// On FIFO queues a message that comes again within five minutes is dropped.
  package func checkDeduplication() async throws {
    guard traits.hasFIFO else { return }
    try await withQueue {
      $0.isFIFO = true
    } _: { fixture in
      let message = OutgoingMessage(body: [65], group: "g", deduplicationID: "same")
      let other = OutgoingMessage(body: [66], group: "h", deduplicationID: "same")
      let first = try await fixture.send([message])
      #expect(try await fixture.send([other, message]) == [first[0], first[0]], "the answer names the first")
      let received = try await fixture.receiveOne()
      #expect(received.text == "A")
      #expect(try await fixture.queue.delete([received.receiptHandle]) == [])
      try await fixture.send([message])
      try await fixture.expectEmpty("deleted ones count, too")
      guard traits.canAdvanceClock else { return }
      try await fixture.pass(.seconds(300))
      #expect(try await fixture.send([message]) != first)
      #expect(try await fixture.receive(1).count == 1)
    }
    try await checkDeduplicationByContent()
  }

  private func checkDeduplicationByContent() async throws {
    try await withQueue {
      $0.isFIFO = true
      $0.deduplicatesByContent = true
    } _: { fixture in
      #expect(try await fixture.queue.attributes().deduplicatesByContent)
      let messages = ["A", "B", "A"].map { OutgoingMessage(body: Array($0.utf8), group: "g") }
      let ids = try await fixture.send(messages)
      #expect(ids[0] == ids[2] && ids[0] != ids[1])
      #expect(try await fixture.receive(2).map(\.text) == ["A", "B"])
      try await fixture.expectEmpty()
    }
  }
}
