internal import MillraceStorage

/// How messages are consumed.
struct MessageOptions: Sendable {
  /// The pipeline's name in the ledger.
  var pipeline: String
  var consumer = QueueConsumer.Options()
  /// Messages that are worked on at the same time.
  var pipelines = 8
  /// How often a message is tried before it goes to quarantine; only where no redrive policy takes care of it.
  var attempts = 5
  /// The pauses before a message that could not be handled comes again, by how often it was received.
  var backOff = BackOff.ofMessages
}

/// What a consumer of messages is composed of at run time. Tests put others in their places.
struct MessageParts: Sendable {
  var queue: any MessageQueue
  /// Knows which messages with a stable identity are done.
  var ledger: any ClaimStore
  var quarantine: any ObjectStore
  /// Where results go, for people who ask the ledger.
  var output: String
  /// Whether messages without an identity are remembered, too, by the queue's own: where doing one twice does harm.
  var claimsAll = false
  /// How often, and after which pauses, what failed because of its surroundings is tried again.
  var retry = RetryPolicy(maximumAttempts: 5, firstDelay: 1, maximumDelay: 60)
  /// Makes what handles messages: one for each of the pipelines.
  var makeHandler: @Sendable (Patience) -> any MessageHandler
}
