/// Why the health server cannot work.
package struct ControlError: Error, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The address cannot be listened on: it is taken, is none of this machine's, or may not be used.
    case cannotListen
  }

  package var code: Code
  /// What happened, and what to do.
  package var message: String
  package var cause: (any Error)?

  package var description: String { message }
}
