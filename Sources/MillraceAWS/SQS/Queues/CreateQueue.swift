package import MillraceJSON

extension SQSClient {
  /// Creates a queue, or finds the one of that name if its attributes are the same.
  package struct CreateQueue: JSONOperation {
    package static let name = "CreateQueue"
    /// Letters, digits, `-` and `_`, at most 80 characters; ends in `.fifo` if it is to be a FIFO queue.
    package var queueName: String
    /// By SQS's names: `VisibilityTimeout`, `RedrivePolicy`, `FifoQueue`, …
    package var attributes: [String: String]

    package init(queueName: String, attributes: [String: String] = [:]) {
      self.queueName = queueName
      self.attributes = attributes
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueName", queueName)
      if !attributes.isEmpty { writer.member("Attributes", attributes) }
    }

    /// The queue's URL.
    package static func output(from reader: inout JSONReader) throws(JSONError) -> String {
      try reader.member("QueueUrl")
    }
  }
}
