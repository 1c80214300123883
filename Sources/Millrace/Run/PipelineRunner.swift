/// Runs a pipeline: takes in what its source hands out, works on it, and publishes what comes of it.
///
/// A runner is run once. It can be killed at any instruction and a new one goes on from there; several may run on one
/// ledger, also in several processes, and share the work.
///
/// Cancelling the task of `run(until:)` is the same as killing the process. Call `stop()` to end it gracefully.
public final class PipelineRunner: Sendable {
  private let body: any PipelineBody
  private let close: @Sendable () async -> Void

  /// - Parameter close: called when the run has ended.
  init(body: any PipelineBody, close: @escaping @Sendable () async -> Void = {}) {
    self.body = body
    self.close = close
  }

  /// How far the run is; readable at any time from any thread.
  public var progress: RunProgress { body.progress }

  /// How the run is doing, for health checks and metrics; readable at any time from any thread.
  public var status: RunStatus { body.status }

  /// Ends the run: no more is taken in, and what is going on is finished, or abandoned at `shutdown-deadline`. What waits
  /// is in the ledger or the queue, for the next run.
  public func stop() {
    body.stop()
  }

  /// Runs until the goal is reached, or `stop()` is called.
  ///
  /// - Throws: `PipelineError` where the run cannot begin or go on. Nothing is lost; the next run goes on from there.
  public func run(until goal: RunGoal) async throws -> RunSummary {
    let result: Result<RunSummary, any Error>
    do {
      result = .success(try await body.run(until: goal))
    } catch {
      result = .failure(error)
    }
    await close()
    return try result.get()
  }
}
