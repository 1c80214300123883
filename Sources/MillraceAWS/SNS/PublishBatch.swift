extension SNSClient {
  /// Publishes up to ten messages, of 262,144 bytes in all, attributes included.
  package struct PublishBatch: QueryOperation {
    package static let name = "PublishBatch"
    package var topic: String
    package var entries: [SNSEntry]

    /// - Parameter topic: the topic's ARN.
    package init(topic: String, entries: [SNSEntry]) {
      self.topic = topic
      self.entries = entries
    }

    package func write(to form: inout QueryForm) {
      form.append("TopicArn", topic)
      let indexed = Array(entries.enumerated())
      form.appendList("PublishBatchRequestEntries", indexed) { form, name, entry in
        form.append("\(name).Id", String(entry.offset))
        entry.element.write(prefix: "\(name).", to: &form)
      }
    }

    package static func output(from reader: inout XMLReader) throws(XMLError) -> SNSBatchAnswer {
      try SNSBatchAnswer(from: &reader)
    }
  }
}
