/// What became of one message of a send.
package enum SendOutcome: Sendable, Equatable {
  /// It is in the queue under this id.
  case sent(id: String)
  /// It is not. The others are not touched by that.
  case failed(QueueError)
}
