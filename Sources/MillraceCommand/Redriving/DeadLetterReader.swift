import MillraceStorage

/// Looks at messages of a dead-letter queue without taking them.
struct DeadLetterReader: Sendable {
  let queue: any MessageQueue
  /// How long a message is out of others' sight if this process ends in between.
  var visibility = Duration.seconds(60)
  /// How many messages are looked at in search of those that are meant.
  var searchLimit = 1000

  /// At most `count` messages that match; all that were received are given back.
  func page(of count: Int, choice: MessageChoice) async throws -> [ReceivedMessage] {
    if let embedded = queue as? SQLiteQueue {
      return Array(
        try await embedded.peek(limit: choice.isEverything ? count : searchLimit).filter(choice.matches).prefix(count))
    }
    var found: [ReceivedMessage] = []
    var handles: [String] = []
    var seen: Set<String> = []
    do {
      while found.count < count, handles.count < searchLimit {
        let messages = try await queue.receive(
          maximum: QueueLimits.batchCount, wait: .seconds(1), visibility: visibility)
        if messages.isEmpty { break }
        handles += messages.map(\.receiptHandle)
        let fresh = messages.filter { seen.insert($0.id).inserted }
        found += fresh.filter(choice.matches)
        if fresh.isEmpty { break }
      }
    } catch {
      try? await queue.giveBack(handles)
      throw error
    }
    try await queue.giveBack(handles)
    return Array(found.prefix(count))
  }
}

extension MessageQueue {
  /// Makes messages visible again at once; those that are gone meanwhile are no matter.
  func giveBack(_ handles: [String]) async throws {
    guard !handles.isEmpty else { return }
    _ = try await changeVisibility(handles.map { VisibilityChange(handle: $0, timeout: .zero) })
  }
}
