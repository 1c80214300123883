/// The queue that a check of ``MessageQueueConformance`` needs. What it leaves open is as the service has it.
package struct QueueRequest: Sendable {
  /// In whole seconds.
  package var visibilityTimeout: Duration
  package var isFIFO = false
  package var deduplicatesByContent = false
  /// Set where the queue needs a dead-letter queue, which is to be made with it.
  package var maximumReceiveCount: Int?
  /// In whole seconds.
  package var delay: Duration = .zero
  /// In bytes; nil: the largest there is.
  package var maximumMessageBytes: Int?

  package init(visibilityTimeout: Duration) { self.visibilityTimeout = visibilityTimeout }
}
