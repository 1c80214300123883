package import MillraceJSON

extension SQSClient {
  /// Sends up to ten messages, of 1,048,576 bytes in all, attributes included.
  package struct SendMessageBatch: JSONOperation {
    /// An attribute with its name.
    package struct NamedAttribute: Sendable, Equatable {
      package var name: String
      package var attribute: SQSMessageAttribute

      package init(_ name: String, _ attribute: SQSMessageAttribute) {
        self.name = name
        self.attribute = attribute
      }
    }

    /// One message.
    package struct Entry: Sendable, Equatable {
      /// UTF-8 text of #x9, #xA, #xD and all from #x20 on but #xFFFE and #xFFFF; not empty.
      package var body: [UInt8]
      /// At most 10, in the order in which they are written.
      package var attributes: [NamedAttribute]
      /// Seconds, 0 to 900; not for FIFO queues.
      package var delay: Int?
      /// Required for FIFO queues.
      package var group: String?
      /// Required for FIFO queues that do not deduplicate by content.
      package var deduplicationID: String?

      package init(
        body: [UInt8], attributes: [NamedAttribute] = [], delay: Int? = nil, group: String? = nil,
        deduplicationID: String? = nil
      ) {
        self.body = body
        self.attributes = attributes
        self.delay = delay
        self.group = group
        self.deduplicationID = deduplicationID
      }

      fileprivate func write(index: Int, to writer: inout JSONWriter) {
        writer.object { writer in
          writer.member("Id", String(index))
          writer.key("MessageBody")
          writer.string(utf8: body)
          writer.member("DelaySeconds", delay)
          if !attributes.isEmpty { writer.member("MessageAttributes", attributes: attributes) }
          writer.member("MessageGroupId", group)
          writer.member("MessageDeduplicationId", deduplicationID)
        }
      }
    }

    package static let name = "SendMessageBatch"
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
        for index in entries.indices { entries[index].write(index: index, to: &writer) }
      }
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> SQSBatchAnswer {
      try SQSBatchAnswer(from: &reader)
    }
  }
}
