extension SQSClient {
  /// Deletes one message. That it is gone already is no error.
  package struct DeleteMessage: JSONOperation {
    package static let name = "DeleteMessage"
    package var queue: String
    package var handle: String

    /// - Parameters:
    ///   - queue: the queue's URL.
    ///   - handle: the receipt handle of the latest receipt.
    package init(queue: String, handle: String) {
      self.queue = queue
      self.handle = handle
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("QueueUrl", queue)
      writer.member("ReceiptHandle", handle)
    }

    package typealias Output = Void
  }
}
