extension SNSClient {
  /// Publishes one message of at most 262,144 bytes, attributes included.
  package struct Publish: QueryOperation {
    package static let name = "Publish"
    package var topic: String
    package var entry: SNSEntry

    /// - Parameter topic: the topic's ARN.
    package init(topic: String, entry: SNSEntry) {
      self.topic = topic
      self.entry = entry
    }

    package func write(to form: inout QueryForm) {
      form.append("TopicArn", topic)
      entry.write(prefix: "", to: &form)
    }

    /// The message's id.
    package static func output(from reader: inout XMLReader) throws(XMLError) -> String {
      try reader.text(of: "MessageId") ?? ""
    }
  }
}
