internal import Foundation
internal import MillraceStorage

/// Messages of a queue, each of which is handed to a step, or posted to an endpoint, and deleted after that.
final class MessagePipeline: DeliveryPipeline {
  private let options: MessageOptions
  private let consumer: QueueConsumer
  private let processing: MessageProcessing
  private let makeHandler: @Sendable () -> any MessageHandler
  private let counters = DeliveryCounters()
  private let startedAt = Date()
  private let start = ContinuousClock.now

  init(parts: MessageParts, options: MessageOptions, events: any EventSink) {
    self.options = options
    let consumer = QueueConsumer(queue: parts.queue, options: options.consumer, events: events)
    self.consumer = consumer
    let patience = Patience(parts.retry, events: events) { consumer.status.isStopping }
    let makeHandler = parts.makeHandler
    self.makeHandler = { makeHandler(patience) }
    processing = MessageProcessing(
      options: options, consumer: consumer,
      repeats: RepeatGuard(
        ledger: parts.ledger, pipeline: options.pipeline, output: parts.output, claimsAll: parts.claimsAll,
        patience: patience, counters: counters, events: events),
      quarantine: parts.quarantine, patience: patience, counters: counters, events: events)
  }

  func work(until goal: RunGoal) async throws {
    if goal != .stopped { consumer.stopWhenIdle(longestReturn: .seconds(ClaimDesk.duration)) }
    try await processing.repeats.keeping {
      try await run(consumer, lanes: options.pipelines) { [processing, makeHandler] lane in
        try await withTaskExecutorPreference(TaskThread("pipeline-\(lane)")) {
          try await processing.work(with: makeHandler())
        }
      }
    }
  }

  func stop() { consumer.stop() }

  var status: RunStatus {
    var status = RunStatus(consumer.status, options: options.consumer, startedAt: startedAt)
    status.add(counters.values)
    return status
  }

  var progress: RunProgress {
    var progress = RunProgress(messages: status, elapsed: start.duration(to: .now))
    progress.filesQuarantined = counters.values.quarantined
    return progress
  }
}
