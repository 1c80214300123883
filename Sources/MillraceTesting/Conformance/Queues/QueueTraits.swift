/// What a check may expect of the service behind a queue.
package struct QueueTraits: Sendable {
  /// Whether the queue takes its time from the clock that the factory gets. If not, the checks use timeouts of one and two
  /// seconds and wait for them.
  package var canAdvanceClock = true
  /// Whether FIFO queues can be made.
  package var hasFIFO = true
  /// Whether a FIFO queue keeps a group's messages back while one of them is in flight.
  package var blocksGroups = true
  /// Whether messages that were received too often go to the dead-letter queue.
  package var hasDeadLetterQueues = true
  /// Whether a handle of an earlier receipt is refused. SQS promises it for FIFO queues only, and moto deletes with it.
  package var refusesStaleHandles = true
  /// Whether a waiting receive is answered as soon as a message comes. Some servers look once a second or so.
  package var wakesWaitingReceives = true
  /// Whether numbers of messages are right at once.
  package var countsExactly = true
  /// Whether each message is delivered once while its visibility timeout has not lapsed.
  package var deliversOnce = true
  /// How long something that was sent may take to be received.
  package var patience: Duration = .seconds(60)

  package init() {}
}
