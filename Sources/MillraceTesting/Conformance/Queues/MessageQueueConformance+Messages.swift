import MillraceStorage
import Testing

extension MessageQueueConformance {
  /// What was sent is received as it was.
  package func checkMessages() async throws {
    try await checkBodies()
    try await checkMessageAttributes()
    try await checkManyDeletions()
  }

  private func checkBodies() async throws {
    try await withQueue { fixture in
      let bodies = [
        "plain", "{\"a\": \"\\u0000 <&>\\n\"}", "tab\tline\nreturn\r", " spaces ",
        "\u{E9} e\u{301} \u{D7FF}\u{E000}\u{FFFD}",
        "🦆 \u{10000}\u{10FFFF}", "]]> & \"quotes\" 'single' %41+", "\u{7F}\u{85}\u{2028}", "x",
        String(repeating: "long ", count: 10_000),
      ]
      let ids = try await fixture.send(bodies.map { QueueFixture.message($0) })
      #expect(Set(ids).count == bodies.count && !ids.contains(""))
      let received = try await fixture.receive(bodies.count)
      // Compared as bytes: equal strings may differ in them.
      let expected = Dictionary(uniqueKeysWithValues: zip(ids, bodies.map { Array($0.utf8) }))
      #expect(Dictionary(received.map { ($0.id, $0.body) }, uniquingKeysWith: { first, _ in first }) == expected)
      #expect(Set(received.map(\.receiptHandle)).count == bodies.count)
      for message in received {
        #expect(message.receiveCount == 1 && message.attributes.isEmpty)
        #expect(message.systemAttributes["SentTimestamp"].flatMap { Int64($0) } ?? 0 > 0)
        #expect(message.systemAttributes["ApproximateFirstReceiveTimestamp"].flatMap { Int64($0) } ?? 0 > 0)
      }
    }
  }

  private func checkMessageAttributes() async throws {
    try await withQueue { fixture in
      var message = QueueFixture.message("with attributes")
      message.attributes = [
        "name": .string("a value, 🦆 & \u{E9}"), "a.b-c_d": MessageAttribute(type: "Number", value: .text("-1.5")),
        "bytes": MessageAttribute(type: "Binary", value: .binary([0, 255, 10, 13, 128])),
        "labelled": MessageAttribute(type: "String.label", value: .text("x")),
      ]
      try await fixture.send([message])
      #expect(try await fixture.receiveOne().attributes == message.attributes)
    }
  }

  /// Any number of messages can be deleted in one call.
  private func checkManyDeletions() async throws {
    try await withQueue { fixture in
      for start in [0, 10, 20] {
        try await fixture.send((start..<min(start + 10, 25)).map { QueueFixture.message("\($0)") })
      }
      // Long enough for a slow server to hand all of them out before the first comes again.
      let timeout = fixture.timeout * 5
      let received = try await fixture.receive(25, visibility: timeout)
      #expect(Set(received.map(\.text)) == Set((0..<25).map(String.init)))
      #expect(try await fixture.queue.delete([]) == [])
      #expect(try await fixture.queue.delete(received.map(\.receiptHandle)) == [])
      try await fixture.pass(timeout)
      try await fixture.expectEmpty()
    }
  }

  /// Calls that no service would take are refused as a whole.
  package func checkLimits() async throws {
    try await withQueue { fixture in
      let queue = fixture.queue
      let large = OutgoingMessage(body: Array(repeating: 65, count: 200_000))
      for messages in [[], Array(repeating: QueueFixture.message("x"), count: 11), Array(repeating: large, count: 6)] {
        let error = await #expect(throws: QueueError.self) { try await queue.send(messages) }
        #expect(error?.code == .invalidRequest, "\(messages.count) messages")
      }
      for (maximum, wait, visibility) in [
        (0, .zero, nil), (11, .zero, nil), (1, .seconds(21), nil), (1, .seconds(-1), nil), (1, .zero, .seconds(-1)),
        (1, .zero, .seconds(43_201)),
      ] as [(Int, Duration, Duration?)] {
        let error = await #expect(throws: QueueError.self) {
          try await queue.receive(maximum: maximum, wait: wait, visibility: visibility)
        }
        #expect(error?.code == .invalidRequest, "\(maximum) \(wait) \(String(describing: visibility))")
      }
      try await fixture.expectEmpty()
      let bytes = try await queue.attributes().maximumMessageBytes
      let largest = OutgoingMessage(body: Array(repeating: 65, count: min(bytes, QueueLimits.batchBytes)))
      try await fixture.send([largest])
      #expect(try await fixture.receiveOne().body == largest.body)
    }
  }

  /// A message that cannot be taken does not get in the way of the others of its batch.
  package func checkPartialFailure() async throws {
    try await withQueue {
      $0.maximumMessageBytes = 2048
    } _: { fixture in
      var odd = QueueFixture.message("too many attributes")
      for number in 0...10 { odd.attributes["a\(number)"] = .string("x") }
      var badName = QueueFixture.message("bad name")
      badName.attributes["AWS.x"] = .string("x")
      let bad = [
        OutgoingMessage(body: [65, 0, 66]), OutgoingMessage(body: [0xC3, 0x28]), OutgoingMessage(body: []),
        OutgoingMessage(body: Array("\u{FFFF}".utf8)), OutgoingMessage(body: Array(repeating: 65, count: 2049)), odd,
        badName, OutgoingMessage(body: [65], delay: .seconds(901)),
      ]
      let outcomes = try await fixture.queue.send(
        [QueueFixture.message("first")] + bad + [QueueFixture.message("last")])
      #expect(outcomes.count == 10)
      for (number, outcome) in outcomes.enumerated() {
        switch outcome {
        case .sent: #expect(number == 0 || number == 9, "message \(number)")
        case .failed(let error):
          #expect((1...8).contains(number) && error.code == .invalidMessage, "message \(number): \(error)")
        }
      }
      #expect(Set(try await fixture.receive(2).map(\.text)) == ["first", "last"])
      try await fixture.expectEmpty()
    }
  }
}
