package import MillraceJSON

extension SQSClient {
  /// Starts to move the messages of a dead-letter queue. One task at a time for each queue, 100 for each account.
  package struct StartMessageMoveTask: JSONOperation {
    package static let name = "StartMessageMoveTask"
    /// The ARN of a queue that is the dead-letter queue of another one.
    package var source: String
    /// The ARN of a queue; nil: back to where each message came from.
    package var destination: String?
    /// 1 to 500; nil: as fast as SQS sees fit.
    package var maximumMessagesPerSecond: Int?

    package init(source: String, destination: String? = nil, maximumMessagesPerSecond: Int? = nil) {
      self.source = source
      self.destination = destination
      self.maximumMessagesPerSecond = maximumMessagesPerSecond
    }

    package func write(to writer: inout JSONWriter) {
      writer.member("SourceArn", source)
      writer.member("DestinationArn", destination)
      writer.member("MaxNumberOfMessagesPerSecond", maximumMessagesPerSecond)
    }

    /// The task's handle.
    package static func output(from reader: inout JSONReader) throws(JSONError) -> String {
      try reader.member("TaskHandle")
    }
  }
}
