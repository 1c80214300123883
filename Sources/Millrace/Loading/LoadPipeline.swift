internal import Foundation
internal import MillracePacking
internal import MillraceStorage

/// `load-directory`: the records of files become messages of a queue.
///
/// Listing → claims → readers → window → senders → ledger. Each is a task or several, and the window bounds what is between
/// them.
final class LoadPipeline: DeliveryPipeline {
  let parts: LoadParts
  let options: LoadOptions
  let events: any EventSink
  let counters = LoadCounters()
  let control = RunControl()
  let backlog = FileBacklog()
  let desk: ClaimDesk
  let patience: Patience
  /// Receives the messages that tell of files, and what is open of them; nil where files are listed.
  let consumer: QueueConsumer?
  let book: MessageBook?
  private let startedAt = Date()
  private let start = ContinuousClock.now

  init(parts: LoadParts, options: LoadOptions, events: any EventSink) {
    self.parts = parts
    self.options = options
    self.events = events
    desk = ClaimDesk(
      ledger: parts.ledger, pipeline: options.pipeline, output: parts.queue.location, duration: options.claimDuration,
      events: events)
    patience = Patience(parts.retry, events: events) { [control] in control.isStopping }
    if case .events(let files) = parts.source {
      consumer = QueueConsumer(queue: files.queue, options: files.consumer, events: events)
      book = MessageBook(backOff: files.backOff)
    } else {
      (consumer, book) = (nil, nil)
    }
  }

  func run(until goal: RunGoal) async throws -> RunSummary {
    do {
      try await work(until: goal)
    } catch {
      throw error is CancellationError ? error : error.asPipelineError
    }
    return RunSummary(ending: control.isStopping ? .stopped : .idle, progress: progress)
  }

  func work(until goal: RunGoal) async throws {
    let queue = try await patience.attempt("use the queue") { try await parts.queue.attributes() }
    let stages = try LoadStages(self, queue: queue)
    do {
      try await run(stages, until: goal)
    } catch {
      if !Task.isCancelled { await giveBackAll() }
      throw error
    }
    await giveBackAll()
  }

  /// What is still claimed at the end was cut off by the deadline, or by an error.
  private func giveBackAll() async {
    try? await desk.release(desk.keeper.held)
  }

  func stop() {
    control.stop()
    consumer?.stop()
  }

  var status: RunStatus {
    let values = counters.values
    var status = RunStatus()
    if let consumer {
      status = RunStatus(consumer.status, options: consumer.options, startedAt: startedAt)
    } else {
      status.startedAt = startedAt
      status.lastPoll = values.lastPass
    }
    status.isStopping = control.isStopping
    status.messagesSent = values.messages
    status.batchesSent = values.batches
    status.messagesFailed = values.failed
    status.bytesRead = values.bytesRead
    status.bytesWritten = values.bytesWritten
    status.errors.merge(values.errors, uniquingKeysWith: +)
    return status
  }

  var progress: RunProgress {
    let values = counters.values
    var progress = RunProgress()
    progress.filesFound = values.found
    progress.filesCompleted = values.loaded
    progress.filesQuarantined = values.quarantined
    progress.filesHeld = values.held
    progress.unreadable = values.unreadable
    progress.filesWaiting = backlog.count
    progress.rows = values.records
    progress.badRecords = values.badRecords
    progress.droppedRecords = values.droppedRecords
    progress.oversizeRecords = values.oversize
    progress.bytesRead = values.bytesRead
    progress.bytesWritten = values.bytesWritten
    progress.elapsed = start.duration(to: .now)
    return progress
  }
}
