extension SQSClient {
  /// Sets how long, from now, a message stays invisible.
  package struct ChangeMessageVisibility: JSONOperation {
    package static let name = "ChangeMessageVisibility"
    package var queue: String
    package var handle: String
    /// Seconds, 0 to 43,200; and no later than 12 hours after the message was received.
    package var timeout: Int

    /// - Parameter queue: the queue's URL.
    package init(queue: String, handle: String, timeout: Int) {
      self.queue = queue
      self.handle = handle
      self.timeout = timeout
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueUrl", queue)
      writer.member("ReceiptHandle", handle)
      writer.member("VisibilityTimeout", timeout)
    }

    package typealias Output = Void
  }
}
