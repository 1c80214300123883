/// How many receivers there are to be, and what they have asked for.
struct ReceivingState: Sendable {
  let maximum: Int
  /// Receivers that may receive; the others are parked.
  var target = 1
  /// Receivers whose loop has not ended.
  var running = 0
  /// Those of them that wait to be woken.
  var parked: Set<Int> = []
  /// What receives under way may bring.
  var reservedMessages = 0
  var reservedBytes = 0
  var inFlight = 0
  /// The running mean of the bytes of a message; nil before the first.
  var meanBytes: Double?
  var failures = 0
  /// No receive before this time.
  var notBefore: ContinuousClock.Instant?
  /// When receiving last went on: a receive came back, or there was room for one again.
  var lastProgress: ContinuousClock.Instant

  init(receivers: Int, now: ContinuousClock.Instant) {
    maximum = max(1, receivers)
    lastProgress = now
  }
}

/// What a receiver is to do.
enum ReceiveDecision {
  case receive(ReceiveRequest)
  /// Wait until woken.
  case park
  case pause(until: ContinuousClock.Instant)
  /// Ask an empty queue what it hides.
  case examine
  case end
}

/// A receive that is to be made.
struct ReceiveRequest {
  var count: Int
  /// What the messages are expected to take.
  var bytes: Int
  /// How long they are to stay invisible, where the queue's own setting is not known.
  var visibility: Duration?
  /// How long to wait for the first message.
  var wait: Duration
  var start: ContinuousClock.Instant
  /// Whether nothing was in hand or asked for.
  var isAlone: Bool
}
