package import MillraceStorage

/// A queue that was made for a check: new, empty, and of a name that nothing else has.
package struct ConformanceQueue: Sendable {
  package var queue: any MessageQueue
  /// There if ``QueueRequest/maximumReceiveCount`` was set.
  package var deadLetterQueue: (any MessageQueue)?

  package init(_ queue: any MessageQueue, deadLetterQueue: (any MessageQueue)? = nil) {
    self.queue = queue
    self.deadLetterQueue = deadLetterQueue
  }
}
