package import MillraceJSON

extension SQSClient {
  /// Asks for what a queue is set to and roughly holds.
  package struct GetQueueAttributes: JSONOperation {
    package static let name = "GetQueueAttributes"
    package var queue: String
    package var names: [String]

    /// - Parameter queue: the queue's URL.
    package init(queue: String, names: [String] = ["All"]) {
      self.queue = queue
      self.names = names
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueUrl", queue)
      writer.member("AttributeNames", names)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> [String: String] {
      var attributes: [String: String] = [:]
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "Attributes": attributes = try reader.stringMap()
        default: try reader.skip()
        }
      }
      return attributes
    }
  }
}
