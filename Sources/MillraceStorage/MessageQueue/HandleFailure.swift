/// A message of a batch that the queue did not act on.
package struct HandleFailure: Sendable, Equatable {
  package var handle: String
  /// ``QueueError/Code/invalidHandle``: the message was deleted, or someone else has it by now.
  package var error: QueueError

  package init(handle: String, error: QueueError) {
    self.handle = handle
    self.error = error
  }
}
