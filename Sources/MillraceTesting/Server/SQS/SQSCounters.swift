/// What happened to messages since the start or the last reset.
struct SQSCounters: Sendable, Equatable {
  var sent = 0
  var received = 0
  var deleted = 0
  /// Received again: after a timeout, or as a duplicate.
  var redelivered = 0
  /// Duplicates that a fault made.
  var duplicated = 0
  /// Moved to a dead-letter queue.
  var buried = 0
}
