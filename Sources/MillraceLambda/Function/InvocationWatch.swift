internal import Millrace
internal import Synchronization

/// Ends a run in time: gracefully at first, then by cancelling it, and at last by answering without it.
final class InvocationWatch: Sendable {
  private let time: InvocationTime
  private let shutdown: Latch
  /// Why the run was stopped; nil where it was not.
  private let cause = Mutex<LambdaFailure.Kind?>(nil)
  /// What is in hand is given up.
  private let cancellation = Latch()

  init(time: InvocationTime, shutdown: Latch) {
    self.time = time
    self.shutdown = shutdown
  }

  /// - Parameters:
  ///   - stop: ends the run gracefully.
  ///   - force: called where the run does not even end when it is cancelled.
  func run(
    stop: @escaping @Sendable () -> Void, force: @escaping @Sendable (LambdaFailure.Kind) async -> Void,
    work: @escaping @Sendable () async throws -> RunSummary
  ) async -> LambdaFunction.Outcome {
    await withTaskGroup(of: Result<RunSummary, any Error>?.self) { group in
      group.addTask { await self.cancellable(work) }
      group.addTask {
        await self.keepTime(stop, force)
        return nil
      }
      defer { group.cancelAll() }
      for await case let result? in group {
        return LambdaFunction.Outcome(result: result, cause: cause.withLock { $0 })
      }
      return LambdaFunction.Outcome(result: .failure(CancellationError()), cause: cause.withLock { $0 })
    }
  }

  /// Runs the work, and cancels it when that is asked for.
  private func cancellable(
    _ work: @escaping @Sendable () async throws -> RunSummary
  ) async -> Result<RunSummary, any Error> {
    await withTaskGroup(of: Result<RunSummary, any Error>?.self) { group in
      group.addTask {
        do {
          return .success(try await work())
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        await self.cancellation.wait()
        return nil
      }
      for await result in group {
        group.cancelAll()
        if let result { return result }
      }
      return .failure(CancellationError())
    }
  }

  private func keepTime(
    _ stop: () -> Void, _ force: (LambdaFailure.Kind) async -> Void
  ) async {
    let kind = await stopSign()
    if Task.isCancelled { return }
    cause.withLock { $0 = kind }
    stop()
    let isShutdown = kind == .shutdown
    try? await Task.sleep(until: isShutdown ? min(time.answer, .now + InvocationTime.shutdownGrace) : time.answer)
    if Task.isCancelled { return }
    cancellation.make()
    // What heeds no cancellation, such as a step that never waits, must not keep the answer back.
    try? await Task.sleep(until: isShutdown ? .now + InvocationTime.shutdownGrace / 2 : time.lastCall)
    if !Task.isCancelled { await force(kind) }
  }

  /// Returns when the run is to be stopped, and why.
  private func stopSign() async -> LambdaFailure.Kind {
    await withTaskGroup(of: LambdaFailure.Kind.self) { group in
      group.addTask {
        await self.shutdown.wait()
        return .shutdown
      }
      group.addTask {
        try? await Task.sleep(until: self.time.stop)
        return .timeOver
      }
      defer { group.cancelAll() }
      return await group.next() ?? .timeOver
    }
  }
}
