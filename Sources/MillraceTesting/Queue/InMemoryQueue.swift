package import MillraceStorage
import Foundation
import Synchronization

/// A queue in memory with visibility timeouts, receive counts, dead letters and the order of groups, which remembers what
/// it was asked for.
package final class InMemoryQueue: MessageQueue {
  package typealias Instant = ContinuousClock.Instant

  package let location: String
  private let state: Mutex<InMemoryQueueState>
  private let plan: FaultPlan
  private let now: @Sendable () -> Instant

  /// - Parameters:
  ///   - attributes: what the queue is set to; the counts in it are ignored.
  ///   - plan: which calls fail, by their names: `attributes`, `send`, `receive`, `delete`, `changeVisibility`.
  ///   - now: the time by which timeouts lapse.
  package init(
    _ attributes: QueueAttributes = QueueAttributes(), name: String = "memory", plan: FaultPlan = FaultPlan(),
    now: @escaping @Sendable () -> Instant = { .now }
  ) {
    location = "memory:\(name)"
    state = Mutex(InMemoryQueueState(settings: attributes))
    self.plan = plan
    self.now = now
  }

  // MARK: What tests look at

  /// What is in the queue, visible or not, in the order of arrival.
  package var bodies: [String] { state.withLock { $0.messages.map { String(decoding: $0.body, as: UTF8.self) } } }
  /// All messages that were ever sent, in the order of their arrival.
  package var sent: [OutgoingMessage] { state.withLock { $0.sent } }
  package var visibleCount: Int { state.withLock { [now] in $0.visible(now()).count } }
  /// What was received too often.
  package var deadLetters: [String] { state.withLock { $0.dead.map { String(decoding: $0.body, as: UTF8.self) } } }
  /// How many messages each successful call has named, by operation.
  package func batchSizes(of operation: String) -> [Int] { state.withLock { $0.calls[operation] ?? [] } }
  /// The most receives that were under way at a time.
  package var peakReceives: Int { state.withLock { $0.peakReceives } }
  package var openReceives: Int { state.withLock { $0.openReceives } }

  /// Changes the timeout of later receives.
  package func setVisibilityTimeout(_ timeout: Duration) {
    state.withLock { $0.settings.visibilityTimeout = timeout }
  }

  /// Makes every message visible, as if all timeouts had lapsed.
  package func loseHandles() {
    state.withLock { state in
      for index in state.messages.indices {
        state.messages[index].visibleAt = nil
        state.messages[index].handle = nil
      }
    }
  }

  // MARK: MessageQueue

  package func attributes() async throws -> QueueAttributes {
    try await plan.run("attributes") { state.withLock { [now] in $0.attributes(now()) } }
  }

  package func send(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    try await plan.run("send") {
      state.withLock { [now] state in messages.map { .sent(id: state.append($0, now: now())) } }
    }
  }

  package func receive(maximum: Int, wait: Duration, visibility: Duration?) async throws -> [ReceivedMessage] {
    state.withLock { $0.receiveBegan() }
    defer { state.withLock { $0.openReceives -= 1 } }
    return try await plan.run("receive") {
      let end = ContinuousClock.now + wait
      while true {
        let found = state.withLock { [now] in $0.take(maximum, visibility: visibility, now: now()) }
        if !found.isEmpty || ContinuousClock.now >= end { return found }
        try await Task.sleep(for: min(.milliseconds(5), wait))
      }
    }
  }

  package func delete(_ handles: [String]) async throws -> [HandleFailure] {
    try await plan.run("delete") { state.withLock { $0.delete(handles) } }
  }

  package func changeVisibility(_ changes: [VisibilityChange]) async throws -> [HandleFailure] {
    try await plan.run("changeVisibility") { state.withLock { [now] in $0.change(changes, now: now()) } }
  }
}
