/// Which attributes the answer to a write brings.
package enum ReturnValues: String, Sendable {
  case none = "NONE"
  /// As they were before.
  case allOld = "ALL_OLD"
  /// Those that were changed, as they were before. Updates only.
  case updatedOld = "UPDATED_OLD"
  /// As they are now. Updates only.
  case allNew = "ALL_NEW"
  /// Those that were changed, as they are now. Updates only.
  case updatedNew = "UPDATED_NEW"

  func write(to writer: inout JSONWriter) {
    if self != .none { writer.member("ReturnValues", rawValue) }
  }
}
