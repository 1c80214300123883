package import MillraceJSON

extension SQSClient {
  /// Receives up to ten messages.
  package struct ReceiveMessage: JSONOperation {
    package static let name = "ReceiveMessage"
    package var queue: String
    /// 1 to 10.
    package var maximum: Int
    /// Seconds to wait for the first message, 0 to 20; nil: as the queue is set.
    package var wait: Int?
    /// Seconds that the messages stay invisible, 0 to 43,200; nil: as the queue is set.
    package var visibilityTimeout: Int?
    /// Names of system attributes to be told; `All` for all of them.
    package var systemAttributes: [String]
    /// Names of message attributes to be told; `All` for all of them.
    package var attributes: [String]

    /// - Parameter queue: the queue's URL.
    package init(
      queue: String, maximum: Int = 10, wait: Int? = nil, visibilityTimeout: Int? = nil,
      systemAttributes: [String] = ["All"], attributes: [String] = ["All"]
    ) {
      self.queue = queue
      self.maximum = maximum
      self.wait = wait
      self.visibilityTimeout = visibilityTimeout
      self.systemAttributes = systemAttributes
      self.attributes = attributes
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueUrl", queue)
      writer.member("MaxNumberOfMessages", maximum)
      writer.member("WaitTimeSeconds", wait)
      writer.member("VisibilityTimeout", visibilityTimeout)
      if !systemAttributes.isEmpty { writer.member("MessageSystemAttributeNames", systemAttributes) }
      if !attributes.isEmpty { writer.member("MessageAttributeNames", attributes) }
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> [SQSMessage] {
      var messages: [SQSMessage] = []
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "Messages":
          try reader.array { reader throws(JSONError) in messages.append(try SQSMessage(from: &reader)) }
        default: try reader.skip()
        }
      }
      return messages
    }
  }
}
