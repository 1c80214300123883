internal import MillraceStorage

/// A pipeline that takes deliveries one by one, or in batches of its own, and has no manifests.
protocol DeliveryPipeline: PipelineBody {
  /// Works until the goal is reached or ``stop()`` was called.
  func work(until goal: RunGoal) async throws
}

extension DeliveryPipeline {
  func run(until goal: RunGoal) async throws -> RunSummary {
    do {
      try await work(until: goal)
    } catch {
      throw error is CancellationError ? error : error.asPipelineError
    }
    return RunSummary(ending: status.isStopping && goal == .stopped ? .stopped : .idle, progress: progress)
  }

  /// Runs a consumer and those who work on its messages.
  ///
  /// Ends when all messages are resolved; workers that still hold something at the deadline are cancelled. An error of one
  /// worker stops the run gracefully.
  func run(_ consumer: QueueConsumer, lanes: Int, work: @escaping @Sendable (Int) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Bool.self) { group in
      group.addTask {
        try await consumer.run()
        return true
      }
      for lane in 0..<lanes {
        group.addTask {
          try await work(lane)
          return false
        }
      }
      var failure: (any Error)?
      while let result = await group.nextResult() {
        switch result {
        case .success(let isConsumer): if isConsumer { group.cancelAll() }
        case .failure(let error):
          consumer.stop()
          // A queue that cannot be used explains what workers stumble over afterwards.
          if failure == nil || error is QueueError { failure = error }
          if error is QueueError { group.cancelAll() }
        }
      }
      if let failure { throw failure }
    }
  }
}
