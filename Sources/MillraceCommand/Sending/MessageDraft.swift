import MillraceStorage

/// A message to be sent, and where it was read, for errors.
struct MessageDraft: Sendable {
  var message: OutgoingMessage
  /// `events.ndjson:17`, or the file's name.
  var origin: String
}
