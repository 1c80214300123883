internal import MillraceStorage
internal import Synchronization

/// Receives messages from a queue, keeps them invisible while they are worked on, and acknowledges them in batches.
///
/// `run()` does the work, in as many receives as the load asks for; `next()` hands messages out, to any number of callers.
/// On FIFO queues a message is handed out only when the one before it in its group is resolved. Decisions are made by
/// ``ConsumerState``; this class performs them.
final class QueueConsumer: Sendable {
  let queue: any MessageQueue
  let options: Options
  let events: any EventSink
  private let state: Mutex<ConsumerState>
  let timekeeper = WakeSignal()
  let resolver = WakeSignal()
  let end = WakeSignal()
  let receivers: [WakeSignal]

  init(queue: any MessageQueue, options: Options, events: any EventSink) {
    var options = options
    if queue is any FiniteQueue {
      options.endsWhenEmpty = true
      // Its calls cost nothing.
      options.linger = .zero
    }
    self.queue = queue
    self.options = options
    self.events = events
    let initial = ConsumerState(options: options, now: .now)
    receivers = (0..<initial.receiving.maximum).map { _ in WakeSignal() }
    state = Mutex(initial)
  }

  /// Works until ``stop()`` was called and everything in hand is resolved, or given back at the deadline.
  ///
  /// Cancelling the task is the same as killing the process: messages come back when their timeouts lapse.
  ///
  /// - Throws: `QueueError` where the queue does not exist or may not be read. What was in hand is resolved before.
  func run() async throws {
    state.withLock { $0.receiving.running = receivers.count }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.receiveAll() }
      group.addTask(executorPreference: TaskThread("heartbeats")) { await self.keepTime() }
      group.addTask { await self.resolveAll() }
    }
    release()
    if let failure = state.withLock({ $0.failure }) { throw failure }
    try Task.checkCancellation()
  }

  /// The next message, as soon as there is one; nil once the consumer is stopped, or the caller's task cancelled.
  func next() async -> HeldMessage? {
    let (message, isOver) = state.withLock { ($0.takeNext(), $0.isStopping) }
    if message != nil || isOver { return message }
    let id = state.withLock { $0.makeWaiterID() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        decide { $0.wait(MessageWaiter(id: id, continuation: continuation), isCancelled: Task.isCancelled) }
      }
    } onCancel: {
      decide { $0.cancelWaiter(id) }
    }
  }

  /// A message that is there already, without waiting for one.
  func nextIfReady() -> HeldMessage? {
    state.withLock { $0.takeNext() }
  }

  /// Ends the run: nothing more is received, and what nobody has taken is given back. What is in hand may be resolved until
  /// the deadline.
  func stop() {
    decide { state in
      var effects = ConsumerEffects()
      state.stop(now: .now, &effects)
      return effects
    }
  }

  /// Lets the consumer stop by itself once it is idle.
  ///
  /// - Parameter longestReturn: for how long others, of the same kind, give messages back whose time has not come.
  func stopWhenIdle(longestReturn: Duration = .zero) {
    state.withLock { state in
      state.options.stopsWhenIdle = true
      state.options.longestReturn = longestReturn
    }
  }

  /// Whether the queue was empty for a whole wait, nothing is in hand, and nothing that was given back will come again soon.
  var isIdle: Bool { state.withLock { $0.isIdle } }

  /// Whether the queue takes messages that fail too often away by itself.
  var hasRedrivePolicy: Bool { maximumReceiveCount != nil }

  /// After how many receipts a message goes to the dead-letter queue; nil where there is none.
  var maximumReceiveCount: Int? { state.withLock { $0.attributes?.redrive?.maximumReceiveCount } }

  /// How the consumer is doing.
  var status: ConsumerStatus { state.withLock { $0.status } }

  // MARK: What held messages call

  func acknowledge(_ ticket: ConsumerState.Ticket) -> Bool {
    decide { state in
      var effects = ConsumerEffects()
      let isOurs = state.acknowledge(ticket, now: .now, &effects)
      return (effects, isOurs)
    }
  }

  func giveBack(_ ticket: ConsumerState.Ticket, after delay: Duration) {
    decide { state in
      var effects = ConsumerEffects()
      state.giveBack(ticket, delay: delay, now: .now, &effects)
      return effects
    }
  }

  func isLost(_ ticket: ConsumerState.Ticket) -> Bool {
    state.withLock { $0.entries[ticket].map { $0.isLost || $0.phase != .taken } ?? true }
  }

  // MARK: Deciding and performing

  func decide(_ change: (inout ConsumerState) -> ConsumerEffects) {
    perform(state.withLock { change(&$0) })
  }

  func decide<Answer: Sendable>(_ change: (inout ConsumerState) -> (ConsumerEffects, Answer)) -> Answer {
    let (effects, answer) = state.withLock { change(&$0) }
    perform(effects)
    return answer
  }

  private func perform(_ effects: ConsumerEffects) {
    for (waiter, message) in effects.handovers { waiter.continuation.resume(returning: message) }
    for receiver in effects.receivers { receivers[receiver].signal() }
    if effects.wakes.contains(.timekeeper) { timekeeper.signal() }
    if effects.wakes.contains(.resolver) { resolver.signal() }
    if effects.wakes.contains(.end) {
      for signal in [timekeeper, resolver, end] { signal.signal() }
    }
    for event in effects.events { events.record(event) }
  }

  /// After a run, also one that was cancelled: nobody waits for ever, and no message keeps the consumer in memory.
  private func release() {
    stop()
    decide { state in
      state.entries = [:]
      return ConsumerEffects()
    }
  }
}
