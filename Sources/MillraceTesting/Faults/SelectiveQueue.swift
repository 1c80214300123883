package import MillraceStorage

/// A queue that refuses single messages of a send as a test says, and may take its time.
package struct SelectiveQueue: MessageQueue {
  package let base: any MessageQueue
  private let pause: Duration
  private let refuse: @Sendable (OutgoingMessage) -> QueueError?

  /// - Parameters:
  ///   - pause: how long each send takes.
  ///   - refuse: why a message is not taken; nil: it is.
  package init(
    _ base: any MessageQueue, pause: Duration = .zero,
    refusing refuse: @escaping @Sendable (OutgoingMessage) -> QueueError? = { _ in nil }
  ) {
    self.base = base
    self.pause = pause
    self.refuse = refuse
  }

  package var location: String { base.location }

  package func send(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    if pause > .zero { try await Task.sleep(for: pause) }
    let refusals = messages.map(refuse)
    let taken = zip(messages, refusals).filter { $0.1 == nil }.map(\.0)
    var outcomes = taken.isEmpty ? [][...] : try await base.send(taken)[...]
    return refusals.map { refusal in
      if let refusal { return .failed(refusal) }
      return outcomes.popFirst() ?? .failed(QueueError(.failed, "The queue has not answered for a message."))
    }
  }

  package func attributes() async throws -> QueueAttributes { try await base.attributes() }

  package func receive(maximum: Int, wait: Duration, visibility: Duration?) async throws -> [ReceivedMessage] {
    try await base.receive(maximum: maximum, wait: wait, visibility: visibility)
  }

  package func delete(_ handles: [String]) async throws -> [HandleFailure] { try await base.delete(handles) }

  package func changeVisibility(_ changes: [VisibilityChange]) async throws -> [HandleFailure] {
    try await base.changeVisibility(changes)
  }
}
