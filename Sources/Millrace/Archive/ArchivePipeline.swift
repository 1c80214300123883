internal import Foundation
internal import MillraceStorage

/// `archive-queue`: the messages of a queue, kept as objects.
final class ArchivePipeline: DeliveryPipeline {
  private let options: ArchiveOptions
  private let consumer: QueueConsumer
  private let archiver: ObjectArchiver
  private let counters = DeliveryCounters()
  private let startedAt = Date()
  private let start = ContinuousClock.now

  init(
    queue: any MessageQueue, store: any ObjectStore, options: ArchiveOptions, retry: RetryPolicy, events: any EventSink
  ) {
    self.options = options
    let consumer = QueueConsumer(queue: queue, options: options.consumer, events: events)
    self.consumer = consumer
    archiver = ObjectArchiver(
      store: store, patience: Patience(retry, events: events) { consumer.status.isStopping }, counters: counters,
      events: events)
  }

  func run(until goal: RunGoal) async throws {
    if goal == .idle { consumer.stopWhenIdle() }
    try await run(consumer, lanes: options.uploads) { [archiver, consumer] _ in try await archiver.work(consumer) }
  }

  func stop() { consumer.stop() }

  var status: RunStatus {
    var status = RunStatus(consumer.status, options: options.consumer, startedAt: startedAt)
    status.add(counters.values)
    return status
  }

  var progress: RunProgress {
    let status = status
    var progress = RunProgress()
    progress.filesCompleted = status.messagesProcessed
    progress.filesFound = status.messagesReceived
    progress.filesWaiting = status.messagesInHand
    progress.filesFailed = status.messagesFailed
    progress.bytesRead = status.bytesReceived
    progress.bytesWritten = status.bytesWritten
    progress.elapsed = start.duration(to: .now)
    return progress
  }
}
