package import MillraceJSON

extension SQSClient {
  /// Sets how long, from now, up to ten messages stay invisible.
  package struct ChangeMessageVisibilityBatch: JSONOperation {
    /// One message.
    package struct Entry: Sendable, Equatable {
      package var handle: String
      /// Seconds, 0 to 43,200; and no later than 12 hours after the message was received.
      package var timeout: Int

      package init(handle: String, timeout: Int) {
        self.handle = handle
        self.timeout = timeout
      }
    }

    package static let name = "ChangeMessageVisibilityBatch"
    package var queue: String
    package var entries: [Entry]

    /// - Parameter queue: the queue's URL.
    package init(queue: String, entries: [Entry]) {
      self.queue = queue
      self.entries = entries
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueUrl", queue)
      writer.key("Entries")
      writer.array { writer in
        for (index, entry) in entries.enumerated() {
          writer.object { writer in
            writer.member("Id", String(index))
            writer.member("ReceiptHandle", entry.handle)
            writer.member("VisibilityTimeout", entry.timeout)
          }
        }
      }
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> SQSBatchAnswer {
      try SQSBatchAnswer(from: &reader)
    }
  }
}
