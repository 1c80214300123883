/// A queue of messages with visibility timeouts, as SQS has them.
///
/// A received message is invisible to others until its visibility timeout lapses; it is gone only once it is deleted. One
/// that is received too often goes to the queue's dead-letter queue. Delivery is at least once. On a FIFO queue the messages
/// of a group are delivered in their order, and none while an earlier one of the group is invisible.
///
/// Errors of whole calls are ``QueueError``. None of the calls blocks the thread it is made on.
package protocol MessageQueue: Sendable {
  /// Where the queue is, for messages and as the identity of the queue in ledgers.
  var location: String { get }

  /// What the queue is set to and roughly holds. Asked of the service each time.
  func attributes() async throws -> QueueAttributes

  /// Sends messages in one call.
  ///
  /// - Parameter messages: 1 to ``QueueLimits/batchCount``, of at most ``QueueLimits/batchBytes`` in all; see ``MessageBatches``
  ///   for a larger number.
  /// - Returns: one element a message, in the same order.
  func send(_ messages: [OutgoingMessage]) async throws -> [SendOutcome]

  /// Receives messages.
  ///
  /// - Parameters:
  ///   - maximum: 1 to ``QueueLimits/batchCount``.
  ///   - wait: how long to wait for the first message, at most ``QueueLimits/longestWait``. Zero: not at all.
  ///   - visibility: how long they stay invisible; nil: as the queue is set.
  func receive(maximum: Int, wait: Duration, visibility: Duration?) async throws -> [ReceivedMessage]

  /// Deletes messages, as many as there are handles, in as few calls as possible.
  ///
  /// - Returns: what could not be deleted. A message that is gone is no failure.
  func delete(_ handles: [String]) async throws -> [HandleFailure]

  /// Sets how long, from now, messages stay invisible; zero gives them back at once.
  ///
  /// - Returns: what could not be changed.
  func changeVisibility(_ changes: [VisibilityChange]) async throws -> [HandleFailure]
}
