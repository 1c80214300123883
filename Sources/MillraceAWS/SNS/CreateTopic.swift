extension SNSClient {
  /// Creates a topic, or finds the one of that name.
  package struct CreateTopic: QueryOperation {
    package static let name = "CreateTopic"
    /// Letters, digits, `-` and `_`, at most 256 characters; ends in `.fifo` if it is to be a FIFO topic.
    package var topicName: String
    /// By SNS's names: `FifoTopic`, `ContentBasedDeduplication`, …
    package var attributes: [String: String]

    package init(topicName: String, attributes: [String: String] = [:]) {
      self.topicName = topicName
      self.attributes = attributes
    }

    package func write(to form: inout QueryForm) {
      form.append("Name", topicName)
      form.appendMap("Attributes", attributes.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }) {
        form, name, value in form.append(name, value)
      }
    }

    /// The topic's ARN.
    package static func output(from reader: inout XMLReader) throws(XMLError) -> String {
      try reader.text(of: "TopicArn") ?? ""
    }
  }
}
