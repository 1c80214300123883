public import Foundation

/// How a run is doing, for health checks and metrics. Numbers count from the start of the run.
public struct RunStatus: Sendable, Equatable {
  /// When the run began.
  public var startedAt = Date()
  /// When the source was last asked with an answer; nil before the first answer.
  public var lastPoll: Date?
  /// Whether the source has not answered for much longer than it should, although there is room for what it may bring.
  public var isPollingStalled = false
  /// How long an answer may be overdue before polling counts as stalled: three times the wait and the pause of a poll.
  public var stallLimit = Duration.zero
  /// Whether the run is ending.
  public var isStopping = false
  /// Messages that were received, repeats included.
  public var messagesReceived = 0
  /// Messages that were done and acknowledged.
  public var messagesProcessed = 0
  /// Those of them that were done before, and acknowledged without any work.
  public var messagesRepeated = 0
  /// Attempts at a message, or at an object, that have failed.
  public var messagesFailed = 0
  /// Messages that were acknowledged and not kept, since the conditions of `transforms` did not hold for them.
  public var messagesDropped = 0
  /// Messages that were made visible to others again.
  public var messagesGivenBack = 0
  /// Messages that the queue took away while they were in hand.
  public var messagesLost = 0
  /// Messages that a queue has taken.
  public var messagesSent = 0
  /// Calls that took to send them.
  public var batchesSent = 0
  /// Bytes of the bodies that were received.
  public var bytesReceived: Int64 = 0
  /// Bytes of objects that were read.
  public var bytesRead: Int64 = 0
  /// Bytes that were written.
  public var bytesWritten: Int64 = 0
  /// Messages in hand: received and not resolved.
  public var messagesInHand = 0
  /// Bytes of their bodies.
  public var bytesInHand = 0
  /// Receives that are waiting for messages.
  public var receivers = 0
  /// How often each kind of error was met.
  public var errors: [String: Int] = [:]

  /// Nothing has happened yet.
  public init() {}
}

extension RunStatus {
  init(_ consumer: ConsumerStatus, options: QueueConsumer.Options, startedAt: Date, now: ContinuousClock.Instant = .now)
  {
    self.startedAt = startedAt
    lastPoll = consumer.counters.lastPoll
    stallLimit = (options.wait + options.pause) * 3
    isPollingStalled = consumer.isReceivingDue && consumer.lastProgress + stallLimit < now
    isStopping = consumer.isStopping
    messagesReceived = consumer.counters.received
    messagesProcessed = consumer.counters.acknowledged
    messagesGivenBack = consumer.counters.givenBack
    messagesLost = consumer.counters.lost
    bytesReceived = consumer.counters.receivedBytes
    messagesInHand = consumer.messagesInHand
    bytesInHand = consumer.bytesInHand
    receivers = consumer.receivers
    errors = consumer.counters.errors
  }

  /// Adds what workers have counted.
  mutating func add(_ values: DeliveryCounters.Values) {
    messagesFailed += values.failed
    messagesDropped += values.dropped
    messagesRepeated += values.repeats
    bytesRead += values.bytesRead
    bytesWritten += values.bytesWritten
    errors.merge(values.errors, uniquingKeysWith: +)
  }
}
