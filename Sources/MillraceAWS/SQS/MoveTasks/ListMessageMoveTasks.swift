package import MillraceJSON

extension SQSClient {
  /// Asks for the latest tasks that moved messages from a queue, the latest first.
  package struct ListMessageMoveTasks: JSONOperation {
    package static let name = "ListMessageMoveTasks"
    /// The queue's ARN.
    package var source: String
    /// 1 to 10.
    package var maximum: Int

    package init(source: String, maximum: Int = 1) {
      self.source = source
      self.maximum = maximum
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("SourceArn", source)
      writer.member("MaxResults", maximum)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> [MessageMoveTask] {
      var tasks: [MessageMoveTask] = []
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "Results":
          try reader.array { reader throws(JSONError) in tasks.append(try MessageMoveTask(from: &reader)) }
        default: try reader.skip()
        }
      }
      return tasks
    }
  }
}
