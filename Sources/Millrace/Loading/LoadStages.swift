internal import Foundation
internal import MillracePacking
internal import MillraceStorage

/// The tasks of a run that loads files, and the order in which they end.
///
/// When no more files come the readers end, after them the senders, and last the one who tells the ledger. A stop ends the
/// reading and lets batches that are under way be answered for; then files go back with their checkpoints.
struct LoadStages: Sendable {
  private enum Stage {
    case listing
    case reader
    case sender
    case recorder
    /// What only accompanies the others.
    case companion
    /// The deadline of a stop has passed.
    case deadline
  }

  private let pipeline: LoadPipeline
  private let window: SendWindow
  private let loader: FileLoader
  private let sender: BatchSender
  private let recorder: ProgressRecorder

  private var control: RunControl { pipeline.control }
  private var options: LoadOptions { pipeline.options }

  /// - Throws: `PipelineError` where the queue takes no messages of the size that was asked for.
  init(_ pipeline: LoadPipeline, queue: QueueAttributes) throws {
    self.pipeline = pipeline
    let (options, parts, control, patience) = (pipeline.options, pipeline.parts, pipeline.control, pipeline.patience)
    window = SendWindow(limits: options.sending, isOrdered: queue.isFIFO)
    let isStopping: @Sendable () -> Bool = { control.isStopping }
    var packing = parts.packing
    packing.maximumMessageBytes = try Self.bodyBytes(parts.messageBytes, queue, parts.queue.location)
    if !queue.isFIFO { packing.group = nil }
    let maker = MessageMaker(
      isFIFO: queue.isFIFO, oversize: parts.oversize, maximumBody: packing.maximumMessageBytes, patience: patience,
      counters: pipeline.counters)
    loader = FileLoader(
      options: options, packing: packing, backlog: pipeline.backlog, window: window, maker: maker,
      desk: pipeline.desk, patience: patience, isStopping: isStopping,
      countsAttempts: { [consumer = pipeline.consumer] in consumer?.hasRedrivePolicy != true },
      counters: pipeline.counters, events: pipeline.events)
    sender = BatchSender(
      queue: parts.queue, window: window, patience: patience, isStopping: isStopping, counters: pipeline.counters,
      events: pipeline.events)
    recorder = ProgressRecorder(
      desk: pipeline.desk,
      quarantine: LoadQuarantine(store: parts.quarantine, pipeline: options.pipeline, patience: patience),
      window: window, backlog: pipeline.backlog, patience: patience, counters: pipeline.counters,
      events: pipeline.events, ended: { pipeline.tell($0, $1) })
  }

  /// What is left of a message for its body.
  private static func bodyBytes(_ wanted: Int?, _ queue: QueueAttributes, _ location: String) throws -> Int {
    let limit = min(queue.maximumMessageBytes, QueueLimits.batchBytes)
    if let wanted, wanted > limit {
      throw PipelineError(
        .configuration,
        "“sink.queue.message-size” is \(ByteSize.render(Int64(wanted))), but \(location) takes messages of "
          + "\(ByteSize.render(Int64(limit))); lower it, or write “auto”")
    }
    return max(1, (wanted ?? limit) - FileIdentifier.countedBytes)
  }

  func run(until goal: RunGoal) async throws {
    var readers = options.readers
    var failure: (any Error)?
    await withTaskGroup(of: (Stage, (any Error)?).self) { group in
      add(to: &group, goal)
      for await (stage, error) in group {
        if let error, !(error is CancellationError) {
          failure = failure ?? error
          pipeline.stop()
        }
        switch stage {
        case .listing: endReading()
        case .reader:
          readers -= 1
          if readers == 0 { window.close() }
        case .recorder, .deadline: group.cancelAll()
        case .sender, .companion: break
        }
      }
    }
    try Task.checkCancellation()
    if let failure { throw failure }
  }

  private func add(to group: inout TaskGroup<(Stage, (any Error)?)>, _ goal: RunGoal) {
    func add(_ stage: Stage, on thread: String?, _ work: @escaping @Sendable () async throws -> Void) {
      group.addTask(executorPreference: thread.map(TaskThread.init)) {
        do {
          try await work()
          return (stage, nil)
        } catch {
          return (stage, error)
        }
      }
    }
    add(.companion, on: "claims") { [pipeline] in await pipeline.desk.keeper.run() }
    add(.deadline, on: nil) { try await waitForDeadline() }
    add(.recorder, on: nil) { [recorder] in try await recorder.work() }
    for _ in 0..<options.sending.batches { add(.sender, on: nil) { [sender] in try await sender.work() } }
    for reader in 0..<options.readers { add(.reader, on: "reader-\(reader)") { [loader] in try await loader.work() } }
    add(.listing, on: nil) { [pipeline] in try await pipeline.takeIn(until: goal) }
  }

  /// Hands out no more files. What was claimed and not begun is given back at once.
  private func endReading() {
    let rest = pipeline.backlog.close()
    for file in rest { window.giveBack(file) }
  }

  private func waitForDeadline() async throws {
    await control.watch.wait()
    try Task.checkCancellation()
    window.stop()
    try await Task.sleep(for: options.shutdownDeadline)
  }
}
