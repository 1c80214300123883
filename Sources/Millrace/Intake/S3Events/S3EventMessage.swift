/// What the body of one message says of objects.
struct S3EventMessage: Sendable, Equatable {
  /// In the order of the message; all records count, not only the first.
  var events: [S3Event] = []
  /// What could not be understood, for a person, each with its place in the message. The events beside it count nevertheless.
  var problems: [String] = []
  /// Whether it is one that S3 sends when notifications are switched on.
  var isTest = false

  /// Whether the message is of no use to anyone who waits for events of S3.
  var isForeign: Bool { events.isEmpty && !isTest && !problems.isEmpty }
}
