internal import MillraceJSON

/// A task that moves messages from a dead-letter queue.
package struct MessageMoveTask: Sendable, Equatable {
  /// Only while it runs: what it can be cancelled with.
  package var handle: String?
  /// `RUNNING`, `COMPLETED`, `CANCELLING`, `CANCELLED` or `FAILED`.
  package var status = ""
  package var source: String?
  package var destination: String?
  /// Messages moved so far, roughly.
  package var moved = 0
  /// Messages that were there when it started, roughly; nil where nobody knows.
  package var toMove: Int?
  package var failureReason: String?
  /// Milliseconds since 1970.
  package var started: Int?

  init(from reader: inout JSONReader) throws(JSONError) {
    var task = MessageMoveTask()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "TaskHandle": task.handle = try reader.optionalString()
      case "Status": task.status = try reader.string()
      case "SourceArn": task.source = try reader.optionalString()
      case "DestinationArn": task.destination = try reader.optionalString()
      case "ApproximateNumberOfMessagesMoved":
        task.moved = reader.isNull ? try reader.nothing() ?? 0 : try reader.integer()
      case "ApproximateNumberOfMessagesToMove":
        task.toMove = reader.isNull ? try reader.nothing() : try reader.integer()
      case "FailureReason": task.failureReason = try reader.optionalString()
      case "StartedTimestamp": task.started = reader.isNull ? try reader.nothing() : Int(try reader.double())
      default: try reader.skip()
      }
    }
    self = task
  }

  private init() {}
}
