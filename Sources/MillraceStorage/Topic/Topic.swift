/// A topic: what is published to it goes to every subscriber. Errors of whole calls are ``QueueError``.
package protocol Topic: Sendable {
  /// Where the topic is, for messages.
  var location: String { get }

  /// Publishes messages in one call.
  ///
  /// - Parameter messages: 1 to ``TopicLimits/batchCount``, of at most ``TopicLimits/batchBytes`` in all.
  /// - Returns: one element a message, in the same order.
  func publish(_ messages: [OutgoingMessage]) async throws -> [SendOutcome]
}
