/// A move of all messages of a dead-letter queue to another queue.
struct SQSMoveTask: Sendable {
  enum Status: String, Sendable {
    case running = "RUNNING"
    case completed = "COMPLETED"
    case cancelling = "CANCELLING"
    case cancelled = "CANCELLED"
    case failed = "FAILED"
  }

  var handle: String
  var source: String
  /// Nil: back to where each message came from.
  var destination: String?
  /// Messages a second; nil: as fast as it goes.
  var rate: Int?
  var status = Status.running
  var moved = 0
  var toMove: Int
  /// Milliseconds since 1970.
  var started: Int64
  var failure: String?
}
