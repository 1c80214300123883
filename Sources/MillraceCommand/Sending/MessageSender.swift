import MillraceStorage

/// Sends batches, tries what failed for a passing reason again, and counts what the queue refuses.
struct MessageSender: Sendable {
  let queue: any MessageQueue
  /// How often a message is tried.
  var attempts = 6
  /// The first pause between two attempts; each further one is twice as long.
  var pause = Duration.milliseconds(200)

  /// Sends a batch.
  ///
  /// - Throws: `QueueError` when the queue itself cannot be used.
  func send(_ batch: DraftBatch) async throws -> SendTally {
    var tally = SendTally()
    var waiting = batch.drafts
    var pause = pause
    for attempt in 1... {
      let outcomes = try await queue.send(waiting.map(\.message))
      var again: [MessageDraft] = []
      for (draft, outcome) in zip(waiting, outcomes) {
        switch outcome {
        case .sent:
          tally.sent += 1
          tally.bytes += Int64(draft.message.body.count)
        case .failed(let error) where error.mayPass && attempt < attempts: again.append(draft)
        case .failed(let error): tally.refusals.append(.init(origin: draft.origin, reason: error.message))
        }
      }
      if again.isEmpty { break }
      waiting = again
      try await Task.sleep(for: pause)
      pause *= 2
    }
    return tally
  }
}

extension QueueError {
  /// Whether the same call may succeed a little later.
  fileprivate var mayPass: Bool { code == .unavailable || code == .overLimit || code == .failed }
}
