/// When a message is taken for dead, and where it goes then.
package struct RedrivePolicy: Sendable, Equatable {
  /// The dead-letter queue: an ARN on SQS, a queue's name in the embedded one.
  package var deadLetterQueue: String
  /// How often a message may be received before it goes there, 1 to 1,000.
  package var maximumReceiveCount: Int

  package init(deadLetterQueue: String, maximumReceiveCount: Int) {
    self.deadLetterQueue = deadLetterQueue
    self.maximumReceiveCount = maximumReceiveCount
  }
}
