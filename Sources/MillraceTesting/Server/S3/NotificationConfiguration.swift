/// Where a bucket's events go.
struct NotificationConfiguration: Sendable {
  /// One queue or topic, with what it wants to hear of.
  struct Target: Sendable {
    enum Kind: Sendable { case queue, topic }

    var id: String
    var kind: Kind
    var arn: String
    /// `s3:ObjectCreated:*` and the like.
    var events: [String]
    var prefix = ObjectName("")
    var suffix = ObjectName("")

    func wants(_ event: String, key: ObjectName) -> Bool {
      key.hasPrefix(prefix) && key.bytes.reversed().starts(with: suffix.bytes.reversed())
        && events.contains { $0 == event || ($0.hasSuffix("*") && event.hasPrefix($0.dropLast())) }
    }
  }

  var targets: [Target] = []
  var sendsToEventBridge = false
}
