import ArgumentParser

/// What becomes one message of `send`.
enum MessageUnit: String, ExpressibleByArgument, CaseIterable {
  /// Each line that is not empty.
  case line
  /// Each file as a whole; standard input counts as one.
  case file
}
