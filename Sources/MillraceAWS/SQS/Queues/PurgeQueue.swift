extension SQSClient {
  /// Deletes every message of a queue, within 60 seconds; once in 60 seconds.
  package struct PurgeQueue: JSONOperation {
    package static let name = "PurgeQueue"
    package var queue: String

    /// - Parameter queue: the queue's URL.
    package init(queue: String) { self.queue = queue }

    package func write(to writer: inout JSONWriter) { writer.member("QueueUrl", queue) }

    package typealias Output = Void
  }
}
