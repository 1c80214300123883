extension SQSClient {
  /// Changes what a queue is set to. It takes up to 60 seconds to hold everywhere (the retention up to 15 minutes).
  package struct SetQueueAttributes: JSONOperation {
    package static let name = "SetQueueAttributes"
    package var queue: String
    package var attributes: [String: String]

    /// - Parameter queue: the queue's URL.
    package init(queue: String, attributes: [String: String]) {
      self.queue = queue
      self.attributes = attributes
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueUrl", queue)
      writer.member("Attributes", attributes)
    }

    package typealias Output = Void
  }
}
