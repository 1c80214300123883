internal import Foundation
internal import MillraceStorage

/// `archive-queue`: the messages of a queue, kept as objects.
final class ArchivePipeline: DeliveryPipeline {
  private let options: ArchiveOptions
  private let parts: ArchiveParts
  private let events: any EventSink
  private let consumer: QueueConsumer
  private let patience: Patience
  private let counters = DeliveryCounters()
  private let startedAt = Date()
  private let start = ContinuousClock.now

  init(parts: ArchiveParts, options: ArchiveOptions, events: any EventSink) {
    self.options = options
    self.parts = parts
    self.events = events
    let consumer = QueueConsumer(queue: parts.queue, options: options.consumerOptions, events: events)
    self.consumer = consumer
    patience = Patience(parts.retry, events: events) { consumer.status.isStopping }
  }

  func work(until goal: RunGoal) async throws {
    if goal != .stopped {
      consumer.stopWhenIdle(longestReturn: .seconds(parts.ledger == nil ? 0 : BatchBook.claimDuration))
    }
    switch options.layout {
    case .objects:
      let repeats = parts.ledger.map { ledger in
        RepeatGuard(
          ledger: ledger, pipeline: options.pipeline, output: parts.store.location, patience: patience,
          counters: counters, events: events)
      }
      let archiver = ObjectArchiver(
        transform: options.transform, store: parts.store, repeats: repeats, patience: patience, counters: counters,
        events: events)
      try await keeping(repeats?.keeper, lanes: options.uploads) { [consumer] _ in try await archiver.work(consumer) }
    case .ndjson, .parquet:
      let keeper = parts.ledger.map { ClaimKeeper(ledger: $0, duration: BatchBook.claimDuration, events: events) }
      let archiver = makeBatchArchiver(goal, keeper)
      try await keeping(keeper, lanes: 1) { [consumer] _ in try await archiver.work(consumer) }
    }
  }

  private func keeping(
    _ keeper: ClaimKeeper?, lanes: Int, work: @escaping @Sendable (Int) async throws -> Void
  ) async throws {
    guard let keeper else { return try await run(consumer, lanes: lanes, work: work) }
    try await keeper.keeping { try await run(consumer, lanes: lanes, work: work) }
  }

  private func makeBatchArchiver(_ goal: RunGoal, _ keeper: ClaimKeeper?) -> BatchArchiver {
    var options = options
    if goal == .due { options.quiet = options.quietOfDue }
    return BatchArchiver(
      options: options, isFlushedWhenQuiet: goal != .stopped, store: parts.store,
      book: parts.ledger.map {
        BatchBook(ledger: $0, store: parts.store, pipeline: options.pipeline, keeper: keeper)
      },
      patience: patience, counters: counters, events: events)
  }

  func stop() { consumer.stop() }

  var status: RunStatus {
    var status = RunStatus(consumer.status, options: options.consumer, startedAt: startedAt)
    status.add(counters.values)
    return status
  }

  var progress: RunProgress {
    var progress = RunProgress(messages: status, elapsed: start.duration(to: .now))
    progress.manifestsCompleted = counters.values.batches
    return progress
  }
}
