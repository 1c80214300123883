internal import MillraceConversion
internal import MillraceStorage

/// Why an object, or a part of it, could not be read.
struct ObjectFetchFailure: Error {
  /// What a converter is told.
  let input: InputFailure
  /// Set where the error says nothing about the object: others would fail like it.
  let surroundings: (any Error)?
  /// Whether asking again may help.
  let mayPass: Bool

  init(_ error: any Error, address: String) {
    let store = error as? StoreError
    switch store?.code {
    case .notFound:
      input = InputFailure(
        code: .missing, message: "it was removed before it was read; bring it back to have it taken", isRetryable: false
      )
      (surroundings, mayPass) = (nil, false)
    case .changed:
      input = InputFailure(
        code: .changed, message: "it was replaced before it was read; the new version counts instead",
        isRetryable: false)
      (surroundings, mayPass) = (nil, false)
    case .accessDenied, .invalidKey, .storeMissing:
      // Other objects of the manifest may lie in other buckets.
      input = InputFailure(code: .unreadable, message: "\(address): \(error)", isRetryable: true)
      (surroundings, mayPass) = (nil, false)
    default:
      input = InputFailure(code: .unreadable, message: "\(address): \(error)", isRetryable: true)
      (surroundings, mayPass) = (error, true)
    }
  }

  /// The answer had fewer bytes than were asked for.
  init(cutOff address: String, offset: Int64, expected: Int64) {
    input = InputFailure(
      code: .unreadable,
      message: "\(address): the answer ends at byte \(offset) of \(expected); the connection may have been cut",
      isRetryable: true)
    surroundings = nil
    mayPass = true
  }

  /// The object has more bytes than it was announced with.
  init(longer address: String, expected: Int64) {
    input = InputFailure(
      code: .unreadable,
      message: "\(address): it has more than the \(expected) bytes that it was announced with; the event was wrong",
      isRetryable: false)
    surroundings = nil
    mayPass = false
  }
}
