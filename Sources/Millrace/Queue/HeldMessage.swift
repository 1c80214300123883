internal import MillraceStorage

/// A message that a ``QueueConsumer`` has received and keeps invisible to others until it is resolved: acknowledged or given
/// back, once. Nothing is resolved by being dropped.
final class HeldMessage: Sendable {
  let message: ReceivedMessage
  private let ticket: ConsumerState.Ticket
  private let consumer: QueueConsumer

  init(_ message: ReceivedMessage, ticket: ConsumerState.Ticket, consumer: QueueConsumer) {
    self.message = message
    self.ticket = ticket
    self.consumer = consumer
  }

  /// Lets the queue delete the message, with others in one call. Returns at once.
  ///
  /// - Returns: false where the message is not ours any more, so that it may come, or has come, to someone else; or is
  ///   resolved already.
  @discardableResult
  func acknowledge() -> Bool { consumer.acknowledge(ticket) }

  /// Makes the message visible to others again, and on a FIFO queue those of its group that are behind it.
  ///
  /// - Parameter delay: how long nobody sees it; nil: not at all. At most 12 hours.
  func giveBack(after delay: Duration? = nil) { consumer.giveBack(ticket, after: delay ?? .zero) }

  /// Whether the queue has taken the message away: its handle became invalid, 12 hours have passed, or the shutdown's
  /// deadline has. Meaningful until the message is resolved.
  var isLost: Bool { consumer.isLost(ticket) }
}
