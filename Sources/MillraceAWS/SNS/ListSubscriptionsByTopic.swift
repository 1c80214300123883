extension SNSClient {
  /// Lists the subscriptions of a topic, at most 100 in one answer.
  package struct ListSubscriptionsByTopic: QueryOperation {
    /// One answer.
    package struct Output: Sendable, Equatable {
      package var subscriptions: [SNSSubscription] = []
      /// Where the next answer starts; nil: there is none.
      package var next: String?
    }

    package static let name = "ListSubscriptionsByTopic"
    package var topic: String
    /// ``Output/next`` of the answer before.
    package var start: String?

    /// - Parameter topic: the topic's ARN.
    package init(topic: String, start: String? = nil) {
      self.topic = topic
      self.start = start
    }

    package func write(to form: inout QueryForm) {
      form.append("TopicArn", topic)
      form.append("NextToken", start)
    }

    package static func output(from reader: inout XMLReader) throws(XMLError) -> Output {
      var output = Output()
      try reader.children { name, reader throws(XMLError) in
        switch name {
        case "Subscriptions":
          try reader.children { _, reader throws(XMLError) in
            output.subscriptions.append(try SNSSubscription(from: &reader))
          }
        case "NextToken": output.next = try reader.text()
        default: break
        }
      }
      return output
    }
  }
}
