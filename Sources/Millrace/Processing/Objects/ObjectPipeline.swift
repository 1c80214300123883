internal import Foundation
internal import MillraceStorage

/// `process-objects`, told of objects by a queue: several pipelines in parallel, each of which asks for the next message when
/// it is done with the one before.
final class ObjectPipeline: DeliveryPipeline {
  private let options: ObjectOptions
  private let consumer: QueueConsumer
  private let messages: EventMessages
  private let steps: StepFactory
  private let keeper: ClaimKeeper
  private let counters = DeliveryCounters()
  private let startedAt = Date()
  private let start = ContinuousClock.now

  init(
    queue: any MessageQueue, bucket: @escaping @Sendable (String) async throws -> any ObjectStore, parts: ObjectParts,
    options: ObjectOptions, steps: StepFactory, events: any EventSink
  ) {
    self.options = options
    self.steps = steps
    let consumer = QueueConsumer(queue: queue, options: options.consumer, events: events)
    self.consumer = consumer
    let processing = parts.processing(options, counters: counters, events: events) { consumer.status.isStopping }
    keeper = processing.desk.keeper
    messages = EventMessages(processing: processing, bucket: bucket, consumer: consumer, events: events)
  }

  func work(until goal: RunGoal) async throws {
    if goal != .stopped { consumer.stopWhenIdle(longestReturn: .seconds(options.claimDuration)) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: TaskThread("claims")) { await self.keeper.run() }
      defer { group.cancelAll() }
      try await run(consumer, lanes: options.pipelines) { [messages, steps] lane in
        try await withTaskExecutorPreference(TaskThread("pipeline-\(lane)")) {
          try await messages.work(by: steps.makeStep())
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
    RunProgress(objects: counters.values, waiting: consumer.status.messagesInHand, elapsed: start.duration(to: .now))
  }
}
