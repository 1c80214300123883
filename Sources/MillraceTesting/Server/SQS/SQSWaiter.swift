/// A receive that waits for messages.
struct SQSWaiter: Sendable {
  let id: UInt64
  let limit: Int
  /// Milliseconds; nil: the queue's own.
  let visibility: Int64?
  /// Called once, without any lock.
  let deliver: @Sendable ([SQSDelivery]) -> Void
}
