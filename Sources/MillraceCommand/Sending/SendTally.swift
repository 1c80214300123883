/// What a `send` came to.
struct SendTally: Sendable {
  struct Refusal: Sendable {
    /// `events.ndjson:17`, or the file's name.
    var origin: String
    var reason: String
  }

  var sent = 0
  /// Of the bodies that were sent.
  var bytes: Int64 = 0
  /// Messages that the queue does not take.
  var refusals: [Refusal] = []

  static func += (left: inout SendTally, right: SendTally) {
    left.sent += right.sent
    left.bytes += right.bytes
    left.refusals += right.refusals
  }
}
