extension SNSClient {
  /// Asks for what a topic is set to. `NotFound`: there is none.
  package struct GetTopicAttributes: QueryOperation {
    package static let name = "GetTopicAttributes"
    package var topic: String

    /// - Parameter topic: the topic's ARN.
    package init(topic: String) { self.topic = topic }

    package func write(to form: inout QueryForm) { form.append("TopicArn", topic) }

    package static func output(from reader: inout XMLReader) throws(XMLError) -> [String: String] {
      guard try reader.enter("Attributes") else { return [:] }
      return try reader.stringMap()
    }
  }
}
