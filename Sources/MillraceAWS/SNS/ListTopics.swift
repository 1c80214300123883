extension SNSClient {
  /// Lists the topics of the account and region, at most 100 in one answer.
  package struct ListTopics: QueryOperation {
    /// One answer.
    package struct Output: Sendable, Equatable {
      /// The topics' ARNs.
      package var topics: [String] = []
      /// Where the next answer starts; nil: there is none.
      package var next: String?
    }

    package static let name = "ListTopics"
    /// ``Output/next`` of the answer before.
    package var start: String?

    package init(start: String? = nil) { self.start = start }

    package func write(to form: inout QueryForm) { form.append("NextToken", start) }

    package static func output(from reader: inout XMLReader) throws(XMLError) -> Output {
      var output = Output()
      try reader.children { name, reader throws(XMLError) in
        switch name {
        case "Topics":
          try reader.children { _, reader throws(XMLError) in
            if let arn = try reader.text(of: "TopicArn") { output.topics.append(arn) }
          }
        case "NextToken": output.next = try reader.text()
        default: break
        }
      }
      return output
    }
  }
}
