package import MillraceStorage

extension PipelineConfiguration.Source {
  /// `source.sqs`: the messages of a queue, whatever they hold.
  public struct SQS: Sendable, Equatable {
    /// `queue`: where they come from.
    package var queue: Address
    /// `messages-in-hand`: the most messages that are held at a time.
    public var messagesInHand = 1000
    /// `bytes-in-hand`: the most bytes of messages that are held at a time.
    public var bytesInHand = 64 << 20
    /// `receivers`: the most calls that wait for messages at a time. Fewer are made while little comes.
    public var receivers = 16

    package init(queue: Address) {
      self.queue = queue
    }
  }
}
