internal import MillraceStorage

extension QueueConsumer {
  /// Extends timeouts while messages are in hand, and keeps the deadline of a stop. Sleeps while there is neither.
  func keepTime() async {
    while !Task.isCancelled, !decide({ (ConsumerEffects(), $0.isFinished) }) {
      await extendTimeouts()
      decide { $0.enforceDeadline(now: .now) }
      if decide({ (ConsumerEffects(), $0.needsAttributes(now: .now)) }) { await readAttributes() }
      guard let next = decide({ (ConsumerEffects(), $0.nextLook) }) else {
        await timekeeper.wait()
        continue
      }
      await timekeeper.wait(upTo: max(.milliseconds(1), ContinuousClock.now.duration(to: next)))
    }
  }

  private func extendTimeouts() async {
    let round = decide { state in
      let (round, effects) = state.dueExtensions(now: .now)
      return (effects, round)
    }
    if round.batches.isEmpty { return }
    await withDiscardingTaskGroup { group in
      for batch in round.batches { group.addTask { await self.extend(batch) } }
    }
  }

  private func extend(_ batch: [HeartbeatRound.Extension]) async {
    let start = ContinuousClock.now
    let failures = await failures(of: batch.map(\.change.handle)) {
      try await queue.changeVisibility(batch.map(\.change))
    }
    decide { $0.extended(batch, from: start, failures: failures, now: .now) }
  }

  /// Performs a call for some messages and says which of them have failed, by receipt handle.
  func failures(
    of handles: [String], call: () async throws -> [HandleFailure]
  ) async -> [String: QueueError] {
    do {
      let failures = try await call()
      return failures.isEmpty ? [:] : Dictionary(failures.map { ($0.handle, $0.error) }) { first, _ in first }
    } catch {
      let error = error as? QueueError ?? QueueError(.unavailable, "\(error)", cause: error)
      return Dictionary(handles.map { ($0, error) }) { first, _ in first }
    }
  }
}
