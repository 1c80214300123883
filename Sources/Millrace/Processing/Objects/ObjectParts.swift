internal import MillraceStorage

/// What a pipeline of objects is composed of at run time. Tests put others in their places.
struct ObjectParts: Sendable {
  var ledger: any ClaimStore
  /// Takes the results.
  var results: any ObjectStore
  var quarantine: QuarantineStore
  /// Is told of each result; nil: nobody is.
  var notifier: OutputNotifier?
  /// How often, and after which pauses, what failed because of its surroundings is tried again.
  var retry = RetryPolicy(maximumAttempts: 5, firstDelay: 1, maximumDelay: 60)

  func processing(
    _ options: ObjectOptions, counters: DeliveryCounters, events: any EventSink,
    isStopping: @escaping @Sendable () -> Bool
  ) -> ObjectProcessing {
    ObjectProcessing(
      options: options,
      desk: ClaimDesk(
        ledger: ledger, pipeline: options.pipeline, output: results.location, duration: options.claimDuration,
        events: events),
      failures: FailureBook(ledger: ledger, pipeline: options.pipeline), results: results, quarantine: quarantine,
      notifier: notifier,
      patience: Patience(retry, events: events, isStopping: isStopping),
      counters: counters, events: events)
  }
}

extension RunProgress {
  /// What pipelines of objects have done.
  init(objects values: DeliveryCounters.Values, waiting: Int, elapsed: Duration) {
    self.init()
    filesFound = values.found
    filesCompleted = values.objects
    filesQuarantined = values.quarantined
    filesWaiting = waiting
    rows = values.rows
    badRecords = values.badRecords
    droppedRecords = values.droppedRecords
    bytesRead = values.bytesRead
    bytesWritten = values.bytesWritten
    self.elapsed = elapsed
  }
}
