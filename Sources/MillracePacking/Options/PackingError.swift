/// Why packing cannot begin.
package struct PackingError: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// A junk pattern is no regular expression.
    case invalidPattern
  }

  package var code: Code
  /// What is wrong, and what to do.
  package var message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
