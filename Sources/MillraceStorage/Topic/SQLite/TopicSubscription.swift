/// A queue that gets what is published to a topic.
struct TopicSubscription {
  var queue: SQLiteQueue
  var settings: QueueSettings
  /// Whether it gets the message itself, without an envelope.
  var isRaw: Bool
}
