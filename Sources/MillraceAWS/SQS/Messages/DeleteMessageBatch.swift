package import MillraceJSON

extension SQSClient {
  /// Deletes up to ten messages.
  package struct DeleteMessageBatch: JSONOperation {
    package static let name = "DeleteMessageBatch"
    package var queue: String
    package var handles: ArraySlice<String>

    /// - Parameter queue: the queue's URL.
    package init(queue: String, handles: ArraySlice<String>) {
      self.queue = queue
      self.handles = handles
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueUrl", queue)
      writer.key("Entries")
      writer.array { writer in
        for (index, handle) in handles.enumerated() {
          writer.object { writer in
            writer.member("Id", String(index))
            writer.member("ReceiptHandle", handle)
          }
        }
      }
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> SQSBatchAnswer {
      try SQSBatchAnswer(from: &reader)
    }
  }
}
