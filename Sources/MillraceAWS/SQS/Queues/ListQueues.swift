package import MillraceJSON

extension SQSClient {
  /// Lists the queues of the account and region.
  package struct ListQueues: JSONOperation {
    package static let name = "ListQueues"
    package var prefix: String?
    /// 1 to 1,000. Without it there are at most 1,000, and no next page.
    package var maximum: Int?
    /// ``QueuePage/next`` of the page before.
    package var start: String?

    package init(prefix: String? = nil, maximum: Int? = nil, start: String? = nil) {
      self.prefix = prefix
      self.maximum = maximum
      self.start = start
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueNamePrefix", prefix)
      writer.member("MaxResults", maximum)
      writer.member("NextToken", start)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> QueuePage {
      try QueuePage(from: &reader)
    }
  }
}
