/// What a ``PipelineRunner`` runs: all of a pipeline between its source and its sink. There is one for manifests, and one
/// for deliveries that are worked on one by one.
protocol PipelineBody: Sendable {
  /// How far the run is; readable at any time from any thread.
  var progress: RunProgress { get }
  /// How the run is doing, for health checks; readable at any time from any thread.
  var status: RunStatus { get }

  /// Runs until the goal is reached, or `stop()` is called. Called once.
  ///
  /// - Throws: `PipelineError` where the run cannot begin or go on.
  func run(until goal: RunGoal) async throws -> RunSummary

  /// Ends the run gracefully: sources stop, what is in hand is finished or given back. May be called at any time.
  func stop()
}

extension PipelineBody {
  /// For runs that have no queue to be measured by.
  var status: RunStatus { RunStatus() }
}
