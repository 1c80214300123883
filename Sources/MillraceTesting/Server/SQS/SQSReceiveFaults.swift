/// What goes wrong with deliveries, asked for each receive and message.
struct SQSReceiveFaults: Sendable {
  /// Whether a message of the queue that is being received comes a second time.
  var duplicates: @Sendable (String) -> Bool
  /// Whether messages of the queue overtake others in this receive.
  var reorders: @Sendable (String) -> Bool

  static let none = SQSReceiveFaults(duplicates: { _ in false }, reorders: { _ in false })
}
