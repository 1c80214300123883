internal import Foundation
internal import MillraceStorage

/// `process-objects` over what is there: a folder, or a bucket that is listed, again and again while it is watched. The ledger
/// knows what is done.
final class ListedObjectPipeline: DeliveryPipeline {
  private typealias Lane = (step: any ObjectStep, thread: TaskThread)

  private let store: any ObjectStore
  private let isRecursive: Bool
  private let poll: Duration
  private let settle: Duration
  private let options: ObjectOptions
  private let processing: ObjectProcessing
  private let steps: StepFactory
  private let counters: DeliveryCounters
  private let control: RunControl
  private let startedAt = Date()
  private let start = ContinuousClock.now

  /// - Parameters:
  ///   - isRecursive: whether objects in folders within are processed, too.
  ///   - poll: how long to wait between two listings.
  ///   - settle: how long an object must have been unchanged.
  init(
    store: any ObjectStore, isRecursive: Bool = true, poll: Duration, settle: Duration, parts: ObjectParts,
    options: ObjectOptions, steps: StepFactory, events: any EventSink
  ) {
    self.store = store
    self.isRecursive = isRecursive
    self.poll = poll
    self.settle = settle
    self.options = options
    self.steps = steps
    let (counters, control) = (DeliveryCounters(), RunControl())
    self.counters = counters
    self.control = control
    processing = parts.processing(options, counters: counters, events: events) { control.isStopping }
  }

  func work(until goal: RunGoal) async throws {
    let lanes = (0..<options.pipelines).map { (step: steps.makeStep(), thread: TaskThread("pipeline-\($0)")) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask(executorPreference: TaskThread("claims")) { await self.processing.desk.keeper.run() }
      defer { group.cancelAll() }
      while !control.isStopping {
        let open = try await pass(lanes)
        counters.update { $0.lastPass = Date() }
        if goal == .due || (goal == .idle && open == 0) { break }
        await control.intake.wait(upTo: open > 0 ? min(poll, .seconds(1)) : poll)
      }
      for lane in lanes { await lane.step.close() }
    }
  }

  /// Goes through the listing once, a page at a time. Returns how many objects are still to be done: those that have failed,
  /// are held by others, or have not settled.
  private func pass(_ lanes: [Lane]) async throws -> Int {
    var open = 0
    for try await page in store.list(ObjectSelection(isRecursive: isRecursive)) {
      if control.isStopping { break }
      let taken = page.filter { options.takes($0.key.text) }
      let settled = taken.filter { Date().timeIntervalSince($0.modifiedAt) >= settle / .seconds(1) }
      open += taken.count - settled.count
      open += try await process(settled, lanes)
    }
    return open
  }

  private func process(_ page: [ObjectInfo], _ lanes: [Lane]) async throws -> Int {
    let work = PageOfObjects(page)
    return try await withThrowingTaskGroup(of: Int.self) { group in
      for lane in lanes {
        group.addTask(executorPreference: lane.thread) {
          var open = 0
          while !self.control.isStopping, let info = work.next() {
            if try await self.process(info, by: lane.step) { open += 1 }
          }
          return open
        }
      }
      return try await group.reduce(0, +)
    }
  }

  /// Whether the object is still to be done.
  private func process(_ info: ObjectInfo, by step: any ObjectStep) async throws -> Bool {
    let place = ObjectPlace(store: store, bucket: "", key: info.key, size: info.size, etag: info.etag)
    do {
      switch try await processing.process(place, by: step, attempt: .byLedger) {
      case .failed, .held, .interrupted: return true
      case .processed, .known, .gone, .quarantined: return false
      }
    } catch {
      if control.isStopping { return true }
      throw error
    }
  }

  func stop() { control.stop() }

  var status: RunStatus {
    let values = counters.values
    var status = RunStatus()
    status.startedAt = startedAt
    status.lastPoll = values.lastPass
    status.isStopping = control.isStopping
    status.messagesProcessed = values.objects
    status.add(values)
    return status
  }

  var progress: RunProgress {
    RunProgress(objects: counters.values, waiting: 0, elapsed: start.duration(to: .now))
  }
}
