package import MillraceStorage

extension PipelineConfiguration.Source {
  /// `source.sqs`: the messages of a queue, whatever they hold.
  public struct SQS: Sendable, Equatable {
    /// `queue`: where they come from.
    package var queue: Address
    /// `dead-letter`: as for `s3-events`.
    package var deadLetter: Address?
    /// `messages-in-hand`: the most messages that are held at a time.
    public var messagesInHand = 1000
    /// `bytes-in-hand`: the most bytes of messages that are held at a time.
    public var bytesInHand = 64 << 20
    /// `receivers`: the most calls that wait for messages at a time. Fewer are made while little comes.
    public var receivers = 16
    /// Messages that one poll asks for, 1 to 10. Only `run archive-queue` sets it, by `MAX_MESSAGES_PER_POLL`.
    package var messagesPerPoll = QueueLimits.batchCount
    /// How long a poll waits for the first message, up to 20 seconds, and how long to pause after one that brought nothing.
    /// Only `run archive-queue` sets them, by `POLL_INTERVAL_SECONDS`.
    package var wait = QueueLimits.longestWait
    package var pause = Duration.zero

    package init(queue: Address) {
      self.queue = queue
    }
  }
}
