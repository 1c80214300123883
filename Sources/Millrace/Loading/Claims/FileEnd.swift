/// How the loading of a file has ended, but for the messages that are still under way.
enum FileEnd: Sendable {
  /// It was read to its end.
  case loaded
  /// The run is ending: someone else goes on from the checkpoint.
  case givenBack
  /// Something went wrong that may be right at the next attempt.
  case failed(reason: String)
  /// It does not satisfy the checks.
  case refused(reason: String)
  /// It cannot be loaded.
  case quarantined(reason: String)
  /// It is not there any more, or another version is.
  case gone(reason: String)
  /// Someone else has taken over its claim.
  case lost
}
