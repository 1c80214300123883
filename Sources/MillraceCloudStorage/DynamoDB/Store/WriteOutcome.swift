import MillraceAWS

/// How a conditional write went.
enum WriteOutcome {
  /// The attributes that were asked for.
  case written(DynamoDBItem)
  /// The condition does not hold; the item that is there (nil: there is none).
  case refused(DynamoDBItem?)

  var isWritten: Bool { if case .written = self { true } else { false } }
}
