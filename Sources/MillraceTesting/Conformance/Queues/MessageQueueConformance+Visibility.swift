import MillraceStorage
import Testing

extension MessageQueueConformance {
  /// A received message is hidden until its timeout lapses, and gone once it is deleted.
  package func checkVisibility() async throws {
    try await withQueue { fixture in
      try await fixture.send("m")
      let first = try await fixture.receiveOne()
      try await fixture.expectEmpty("it is invisible")
      try await fixture.pass(fixture.timeout)
      let second = try await fixture.receiveOne()
      #expect(second.id == first.id && second.body == first.body && second.receiptHandle != first.receiptHandle)
      #expect(first.receiveCount == 1 && second.receiveCount == 2)
      let key = "ApproximateFirstReceiveTimestamp"
      #expect(second.systemAttributes[key] == first.systemAttributes[key])
      #expect(try await fixture.queue.delete([second.receiptHandle]) == [])
      #expect(try await fixture.queue.delete([second.receiptHandle]) == [], "gone is no failure")
      try await fixture.pass(fixture.timeout)
      try await fixture.expectEmpty()
    }
    try await checkVisibilityOfAReceive()
  }

  private func checkVisibilityOfAReceive() async throws {
    try await withQueue { fixture in
      try await fixture.send("m")
      _ = try await fixture.receiveOne(visibility: fixture.timeout * 3)
      try await fixture.pass(fixture.timeout)
      try await fixture.expectEmpty("the receive asked for more than the queue's timeout")
      try await fixture.pass(fixture.timeout * 2)
      let again = try await fixture.receiveOne(visibility: .zero)
      #expect(again.receiveCount == 2)
      #expect(try await fixture.receiveOne().receiveCount == 3)
    }
  }

  /// A handle is worth something for its own receipt only.
  package func checkHandles() async throws {
    try await withQueue { fixture in
      try await fixture.send("m")
      let first = try await fixture.receiveOne()
      let refused = try await fixture.queue.delete(["no handle at all"])
      #expect(refused.map(\.handle) == ["no handle at all"] && refused.first?.error.code == .invalidHandle)
      try await fixture.pass(fixture.timeout)
      // Its timeout has lapsed, and nobody else has received it: it can still be deleted.
      if traits.refusesStaleHandles {
        let second = try await fixture.receiveOne()
        let stale = try await fixture.queue.delete([first.receiptHandle])
        #expect(stale.map(\.handle) == [first.receiptHandle] && stale.first?.error.code == .invalidHandle)
        let change = VisibilityChange(handle: first.receiptHandle, timeout: .zero)
        #expect(try await fixture.queue.changeVisibility([change]).first?.error.code == .invalidHandle)
        try await fixture.expectEmpty("the second receipt still holds it")
        let both = try await fixture.queue.delete([first.receiptHandle, second.receiptHandle])
        #expect(both.count <= 1, "the second handle is good")
      } else {
        #expect(try await fixture.queue.delete([first.receiptHandle]) == [])
      }
      try await fixture.pass(fixture.timeout)
      try await fixture.expectEmpty()
    }
  }

  /// Timeouts can be prolonged, cut short, and ended.
  package func checkChangedVisibility() async throws {
    try await withQueue { fixture in
      try await fixture.send("kept", "back", "done")
      let received = Dictionary(uniqueKeysWithValues: try await fixture.receive(3).map { ($0.text, $0) })
      let kept = try #require(received["kept"])
      let back = try #require(received["back"])
      let done = try #require(received["done"])
      #expect(try await fixture.queue.delete([done.receiptHandle]) == [])
      #expect(try await fixture.queue.changeVisibility([]) == [])
      let failures = try await fixture.queue.changeVisibility([
        VisibilityChange(handle: kept.receiptHandle, timeout: fixture.timeout * 4),
        VisibilityChange(handle: back.receiptHandle, timeout: .zero),
        VisibilityChange(handle: "nonsense", timeout: .zero),
        VisibilityChange(handle: back.receiptHandle + "x", timeout: .seconds(1)),
      ])
      #expect(failures.map(\.handle) == ["nonsense", back.receiptHandle + "x"])
      #expect(failures.allSatisfy { $0.error.code == .invalidHandle })
      let again = try await fixture.receiveOne()
      #expect(again.id == back.id && again.receiveCount == 2)
      #expect(try await fixture.queue.delete([again.receiptHandle]) == [])
      try await fixture.pass(fixture.timeout * 2)
      try await fixture.expectEmpty("its timeout was prolonged")
      let gone = VisibilityChange(handle: done.receiptHandle, timeout: .seconds(1))
      #expect(try await fixture.queue.changeVisibility([gone]).map(\.handle) == [done.receiptHandle])
      let longest = VisibilityChange(handle: kept.receiptHandle, timeout: .seconds(43_201))
      #expect(try await fixture.queue.changeVisibility([longest]).map(\.handle) == [kept.receiptHandle])
      try await fixture.pass(fixture.timeout * 2)
      #expect(try await fixture.receiveOne().id == kept.id)
    }
  }

  /// Messages can be sent to be seen later.
  package func checkDelays() async throws {
    let delay = Duration.seconds(traits.canAdvanceClock ? 60 : 2)
    try await withQueue {
      $0.delay = delay
    } _: { fixture in
      var eager = QueueFixture.message("eager")
      eager.delay = .zero
      try await fixture.send([QueueFixture.message("queue's delay"), eager])
      #expect(try await fixture.receiveOne().text == "eager")
      try await fixture.expectEmpty()
      try await fixture.pass(delay)
      let delayed = try await fixture.receive(2, visibility: delay)
      #expect(delayed.contains { $0.text == "queue's delay" })
    }
  }
}
