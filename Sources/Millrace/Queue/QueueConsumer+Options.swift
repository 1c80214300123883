internal import MillraceStorage

extension QueueConsumer {
  /// How much a consumer takes at a time, and how fast.
  struct Options: Sendable {
    /// Messages in hand, at most: received, and neither acknowledged nor given back.
    var maximumMessages = 1000
    /// Bytes of their bodies. What a receive will bring is estimated, by the queue's limit for a message at first and by
    /// twice the running mean later, so this may be exceeded by what one receive of each receiver brings.
    var maximumBytes = 64 << 20
    /// Receives that wait at the same time when there is much to do.
    var maximumReceivers = 16
    /// Messages that one receive asks for, 1 to 10.
    var messagesPerReceive = QueueLimits.batchCount
    /// How long a receive waits for the first message.
    var wait = QueueLimits.longestWait
    /// How long to pause after a receive that brought nothing.
    var pause = Duration.zero
    /// How long after ``QueueConsumer/stop()`` what is in hand may still be resolved; then it is given back.
    var shutdownDeadline = Duration.seconds(30)
    /// Whether the consumer stops by itself once it is idle.
    var stopsWhenIdle = false
    /// How long a receive waits, at most, where the consumer stops once it is idle. Any wait makes SQS ask all of its servers.
    var idleWait = Duration.seconds(2)
    /// For how long others give messages back whose time has not come: a run that stops once it is idle waits as long for what a queue
    /// hides, or as long as its visibility timeout, if that is longer.
    var longestReturn = Duration.zero
    /// Whether the first receive that brings nothing is the last: so it is with a ``FiniteQueue``.
    var endsWhenEmpty = false

    /// How long an acknowledgement waits for others to share its call with.
    var linger = Duration.milliseconds(50)
    /// Calls that delete or give back at the same time. Deleting is what limits: at 20 ms a call this is 16,000 messages/s.
    var maximumCalls = 32
    /// How often the queue's attributes are read again while there is something to do.
    var attributesAge = Duration.seconds(30)
    /// What the queue is asked for, and believed to give, while its own timeout cannot be read.
    var assumedVisibility = Duration.seconds(30)
    /// How long receives that are under way at a stop may still come back by themselves. A busy queue answers within it, so
    /// that no message is left in an answer that nobody reads.
    var receiveGrace = Duration.milliseconds(500)
    /// How long after the deadline giving back is still tried when the queue does not answer.
    var lastResort = Duration.seconds(5)
    /// The pauses after errors.
    var backOff = BackOff()
  }
}
