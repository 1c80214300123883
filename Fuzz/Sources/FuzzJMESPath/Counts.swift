/// What has been tried.
struct Counts: CustomStringConvertible {
  var expressions = 0
  var transforms = 0
  var malformed = 0
  var kept = 0
  var dropped = 0
  var failed = 0
  /// Whether the last record was JSON.
  var lastWasValid = false

  var description: String {
    "\(expressions) expressions, \(transforms) transforms over \(malformed + kept + dropped + failed) records: \(kept) kept, "
      + "\(dropped) dropped, \(failed) failed, \(malformed) malformed: no difference"
  }
}
