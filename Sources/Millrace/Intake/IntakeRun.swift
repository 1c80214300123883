internal import MillraceStorage

/// The run that a source feeds.
struct IntakeRun: Sendable {
  let goal: RunGoal
  let control: RunControl
  let counters: RunCounters
  let events: any EventSink
  let retry: RetryPolicy

  /// Notes what the ledger has taken, and lets the planner look at it.
  func note(_ batch: IntakeReport) {
    counters.update {
      $0.filesFound += batch.registered
      $0.filesQuarantined += batch.quarantined
    }
    guard batch.registered > 0 else { return }
    events.record(
      PipelineEvent(
        .info, "files-found", EventText.counted(batch.registered, "new file"),
        [("files", .number(Int64(batch.registered)))]))
    control.planning.signal()
  }
}
