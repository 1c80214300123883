package import MillraceJSON

extension SQSClient {
  /// Lists the queues whose dead letters go to a queue.
  package struct ListDeadLetterSourceQueues: JSONOperation {
    package static let name = "ListDeadLetterSourceQueues"
    package var queue: String
    /// 1 to 1,000.
    package var maximum: Int?
    /// ``QueuePage/next`` of the page before.
    package var start: String?

    /// - Parameter queue: the dead-letter queue's URL.
    package init(queue: String, maximum: Int? = nil, start: String? = nil) {
      self.queue = queue
      self.maximum = maximum
      self.start = start
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueUrl", queue)
      writer.member("MaxResults", maximum)
      writer.member("NextToken", start)
    }

    package static func output(from reader: inout JSONReader) throws(JSONError) -> QueuePage {
      try QueuePage(from: &reader)
    }
  }
}
