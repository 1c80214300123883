internal import MillraceAWS
package import MillraceStorage

extension SQSQueue {
  package func delete(_ handles: [String]) async throws -> [HandleFailure] {
    try await inBatches(handles, handle: { $0 }) { batch in
      try await self.client.deleteMessageBatch(.init(queue: self.location, handles: batch[...]))
    }
  }

  package func changeVisibility(_ changes: [VisibilityChange]) async throws -> [HandleFailure] {
    let allowed = Duration.zero...QueueLimits.longestVisibility
    let refused = changes.filter { !allowed.contains($0.timeout) }
    let failures = try await inBatches(changes.filter { allowed.contains($0.timeout) }, handle: \.handle) { batch in
      try await self.client.changeMessageVisibilityBatch(
        .init(
          queue: self.location,
          entries: batch.map { .init(handle: $0.handle, timeout: $0.timeout.wholeSeconds) }))
    }
    return failures
      + refused.map { change in
        let message = "\(location): a message can stay invisible for 0 to 43200 seconds, not \(change.timeout)."
        return HandleFailure(handle: change.handle, error: QueueError(.invalidRequest, message))
      }
  }

  /// Cuts entries into tens, which are sent at the same time.
  ///
  /// A call that fails as a whole counts as a failure of its entries if others succeeded, and is thrown if none did.
  private func inBatches<Entry: Sendable>(
    _ entries: [Entry], handle: @escaping @Sendable (Entry) -> String,
    _ send: @escaping @Sendable ([Entry]) async throws -> SQSBatchAnswer
  ) async throws -> [HandleFailure] {
    if entries.count <= QueueLimits.batchCount {
      return entries.isEmpty ? [] : try await attempt(entries, handle: handle, send)
    }
    let batches = stride(from: 0, to: entries.count, by: QueueLimits.batchCount).map {
      Array(entries[$0..<min($0 + QueueLimits.batchCount, entries.count)])
    }
    return try await withThrowingTaskGroup(of: BatchOutcome.self) { group in
      var outcomes: [BatchOutcome] = []
      for (number, batch) in batches.enumerated() {
        if number >= SQSQueue.concurrentCalls, let done = try await group.next() { outcomes.append(done) }
        group.addTask { await self.outcome(of: batch, handle: handle, send) }
      }
      for try await done in group { outcomes.append(done) }
      if let error = outcomes.first?.error, outcomes.allSatisfy({ $0.error != nil }) { throw error }
      return outcomes.flatMap(\.failures)
    }
  }

  /// What became of one call among several.
  private struct BatchOutcome: Sendable {
    var failures: [HandleFailure]
    /// Why the call failed as a whole.
    var error: QueueError?
  }

  private func outcome<Entry: Sendable>(
    of batch: [Entry], handle: @Sendable (Entry) -> String,
    _ send: @Sendable ([Entry]) async throws -> SQSBatchAnswer
  ) async -> BatchOutcome {
    do {
      return BatchOutcome(failures: try await attempt(batch, handle: handle, send))
    } catch {
      let error = error as? QueueError ?? QueueError(.failed, "\(location): \(error)", cause: error)
      return BatchOutcome(failures: batch.map { HandleFailure(handle: handle($0), error: error) }, error: error)
    }
  }

  /// Sends one batch, and again those entries that the service could not do at the moment.
  private func attempt<Entry: Sendable>(
    _ batch: [Entry], handle: @Sendable (Entry) -> String,
    _ send: @Sendable ([Entry]) async throws -> SQSBatchAnswer
  ) async throws -> [HandleFailure] {
    var (open, failures) = (batch, [HandleFailure]())
    for attempt in 1...SQSQueue.attempts {
      let sent = open
      let answer = try await call { try await send(sent) }
      if answer.failed.isEmpty { return failures }
      open = []
      for failure in answer.failed where sent.indices.contains(failure.index) {
        let error = QueueError(failure, queue: location)
        if error.code == .unavailable, attempt < SQSQueue.attempts {
          open.append(sent[failure.index])
        } else {
          failures.append(HandleFailure(handle: handle(sent[failure.index]), error: error))
        }
      }
      if open.isEmpty { return failures }
      try await BatchPause.wait(after: attempt)
    }
    return failures
  }
}
