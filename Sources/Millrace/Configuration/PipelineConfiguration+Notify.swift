package import MillraceStorage

extension PipelineConfiguration {
  /// `notify`: who is told of each output.
  public struct Notify: Sendable, Equatable {
    /// `topic`: takes a message for each output, once that is durable.
    package var topic: Address
    /// `queues`: queues of the topic's SQLite file, which subscribe to it when the pipeline is opened.
    package var queues: [Address] = []
    /// `failures`: whether there is a message for each object that is given up, too.
    public var failures = false

    package init(topic: Address) {
      self.topic = topic
    }
  }
}
