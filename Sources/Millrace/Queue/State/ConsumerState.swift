internal import MillraceStorage

/// What a ``QueueConsumer`` knows and decides. A pure value: time comes in with each call, and what is to be done outside
/// comes out as ``ConsumerEffects``, which are performed when the lock around the state is free again.
struct ConsumerState: Sendable {
  typealias Ticket = Int
  typealias Instant = ContinuousClock.Instant

  var options: QueueConsumer.Options

  // What is in hand.
  var entries: [Ticket: Entry] = [:]
  var nextTicket = 0
  /// Those that nobody has taken and that may be taken; stale tickets are skipped.
  var ready = FIFOBuffer<Ticket>()
  /// On FIFO queues: the tickets of each group in their order, the first of which is ready or taken.
  var groups: [String: [Ticket]] = [:]
  var waiters = FIFOBuffer<MessageWaiter>()
  /// Messages that are waiting or taken, and the bytes of their bodies.
  var heldMessages = 0
  var heldBytes = 0

  var receiving: ReceivingState
  var deletes = PendingCalls()
  var returns = PendingCalls()
  var callsInFlight = 0

  // The queue's own settings.
  var attributes: QueueAttributes?
  var attributesReadAt: Instant?

  // The end.
  var stoppedAt: Instant?
  var isPastDeadline = false
  /// When what was left after the deadline was last given up.
  var givenUpAt: Instant?
  /// The queue has not answered until the very end.
  var isAbandoned = false
  var failure: QueueError?
  var idleness = Idleness()
  /// Whether the queue is to be asked for messages that others hold, before it counts as idle.
  var isToBeExamined = false
  /// Since when there were some.
  var hiddenSince: Instant?

  var counters = ConsumerCounters()
  /// Kinds of errors that have been told of and have not gone away since.
  var toldErrors: Set<String> = []

  init(options: QueueConsumer.Options, now: Instant) {
    self.options = options
    receiving = ReceivingState(receivers: options.maximumReceivers, now: now)
  }

  var isStopping: Bool { stoppedAt != nil }
  var visibility: Duration { attributes?.visibilityTimeout ?? options.assumedVisibility }

  /// Whether the run is over: stopped, no receiver under way, and everything resolved.
  var isFinished: Bool {
    isAbandoned || (isStopping && receiving.running == 0 && entries.isEmpty && callsInFlight == 0)
  }

  /// Tells of a kind of error once, until ``forgetErrors(of:)``.
  mutating func tell(_ error: QueueError, doing action: String, _ effects: inout ConsumerEffects) {
    counters.errors[error.code.rawValue, default: 0] += 1
    guard toldErrors.insert("\(action) \(error.code.rawValue)").inserted else { return }
    effects.events.append(
      PipelineEvent(
        .warning, "queue-trouble", "cannot \(action): \(error.message)",
        [("action", .text(action)), ("code", .text(error.code.rawValue))]))
  }

  mutating func forgetErrors(of action: String) {
    if !toldErrors.isEmpty { toldErrors = toldErrors.filter { !$0.hasPrefix(action + " ") } }
  }
}
