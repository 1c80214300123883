extension SNSClient {
  /// Subscribes an endpoint to a topic. A queue's policy must allow the topic to send to it.
  package struct Subscribe: QueryOperation {
    package static let name = "Subscribe"
    package var topic: String
    /// `sqs`, `lambda`, `https`, `email`, …
    package var kind: String
    /// For `sqs`: the queue's ARN.
    package var endpoint: String
    /// `RawMessageDelivery`, `FilterPolicy`, `RedrivePolicy`, …
    package var attributes: [String: String]

    /// - Parameter topic: the topic's ARN.
    package init(topic: String, kind: String = "sqs", endpoint: String, attributes: [String: String] = [:]) {
      self.topic = topic
      self.kind = kind
      self.endpoint = endpoint
      self.attributes = attributes
    }

    package func write(to form: inout QueryForm) {
      form.append("TopicArn", topic)
      form.append("Protocol", kind)
      form.append("Endpoint", endpoint)
      form.append("ReturnSubscriptionArn", "true")
      form.appendMap("Attributes", attributes.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value) }) {
        form, name, value in form.append(name, value)
      }
    }

    /// The subscription's ARN.
    package static func output(from reader: inout XMLReader) throws(XMLError) -> String {
      try reader.text(of: "SubscriptionArn") ?? ""
    }
  }
}
