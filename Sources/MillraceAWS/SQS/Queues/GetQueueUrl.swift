package import MillraceJSON

extension SQSClient {
  /// Asks for the URL of a queue.
  package struct GetQueueUrl: JSONOperation {
    package static let name = "GetQueueUrl"
    package var queueName: String
    /// The account that owns the queue; nil: the caller's.
    package var owner: String?

    package init(queueName: String, owner: String? = nil) {
      self.queueName = queueName
      self.owner = owner
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueName", queueName)
      writer.member("QueueOwnerAWSAccountId", owner)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> String {
      try reader.member("QueueUrl")
    }
  }
}

extension JSONReader {
  /// The next value, an object with a string under this key; empty where there is none.
  mutating func member(_ name: StaticString) throws(JSONError) -> String {
    var text = ""
    try object { key, reader throws(JSONError) in
      if name ~= key { text = try reader.string() } else { try reader.skip() }
    }
    return text
  }
}
