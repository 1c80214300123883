package import MillraceJSON

extension SQSClient {
  /// Stops a task that moves messages. What was moved stays moved.
  package struct CancelMessageMoveTask: JSONOperation {
    package static let name = "CancelMessageMoveTask"
    package var handle: String

    package init(handle: String) { self.handle = handle }

    package func write(to writer: inout JSONWriter) { writer.member("TaskHandle", handle) }

    /// How many messages were moved, roughly.
    package static func output(from reader: inout JSONReader) throws(JSONError) -> Int {
      var moved = 0
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "ApproximateNumberOfMessagesMoved": moved = try reader.integer()
        default: try reader.skip()
        }
      }
      return moved
    }
  }
}
