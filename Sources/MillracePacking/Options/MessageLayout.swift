/// How records stand in a message.
package enum MessageLayout: String, Sendable, CaseIterable {
  /// One a line, with a line feed between them and none at the end.
  case ndjson
  /// The elements of one JSON array.
  case array
  /// One record is the message.
  case single
}
