import MillraceStorage
import Testing

extension MessageQueueConformance {
  /// A receive waits as long as it is told, and not when something comes.
  package func checkLongPolling() async throws {
    try await withQueue { fixture in
      let start = ContinuousClock.now
      #expect(try await fixture.queue.receive(maximum: 10, wait: .seconds(1), visibility: nil) == [])
      let waited = start.duration(to: .now)
      #expect(waited > .milliseconds(900) && waited < .seconds(8))
      async let waiting = fixture.queue.receive(maximum: 10, wait: .seconds(20), visibility: nil)
      try await Task.sleep(for: .milliseconds(200))
      let sent = ContinuousClock.now
      try await fixture.send("at last")
      #expect(try await waiting.map(\.text) == ["at last"])
      if traits.wakesWaitingReceives { #expect(sent.duration(to: .now) < .seconds(5)) }
    }
    try await checkWaitsForGivenBack()
  }

  /// A waiting receive gets what another gives back.
  private func checkWaitsForGivenBack() async throws {
    try await withQueue { fixture in
      try await fixture.send("m")
      let first = try await fixture.receiveOne(visibility: .seconds(300))
      async let waiting = fixture.queue.receive(maximum: 1, wait: .seconds(20), visibility: nil)
      try await Task.sleep(for: .milliseconds(200))
      let start = ContinuousClock.now
      let change = VisibilityChange(handle: first.receiptHandle, timeout: .zero)
      #expect(try await fixture.queue.changeVisibility([change]) == [])
      #expect(try await waiting.map(\.id) == [first.id])
      if traits.wakesWaitingReceives { #expect(start.duration(to: .now) < .seconds(5)) }
    }
  }

  /// Many senders and receivers at once: every message comes, and none to two while its timeout holds.
  package func checkConcurrency() async throws {
    try await withQueue {
      $0.visibilityTimeout = .seconds(300)
    } _: { fixture in
      let (senders, batches, total) = (4, 10, 400)
      let received = try await withThrowingTaskGroup(of: [ReceivedMessage].self) { group in
        for sender in 0..<senders {
          group.addTask {
            for batch in 0..<batches {
              try await fixture.send((0..<10).map { QueueFixture.message("\(sender)/\(batch)/\($0)") })
            }
            return []
          }
        }
        for _ in 0..<6 { group.addTask { try await drain(fixture, limit: total) } }
        return try await group.reduce(into: [ReceivedMessage]()) { $0 += $1 }
      }
      #expect(Set(received.map(\.text)).count == total)
      if traits.deliversOnce { #expect(received.count == total) }
      try await fixture.expectEmpty()
    }
  }

  /// Receives and deletes until nothing has come for a second.
  private func drain(_ fixture: QueueFixture, limit: Int) async throws -> [ReceivedMessage] {
    var received: [ReceivedMessage] = []
    while true {
      let messages = try await fixture.queue.receive(maximum: 10, wait: .seconds(1), visibility: nil)
      if messages.isEmpty { return received }
      received += messages
      #expect(try await fixture.queue.delete(messages.map(\.receiptHandle)) == [])
    }
  }
}
