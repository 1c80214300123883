/// Why a text is no address.
package struct AddressError: Error, CustomStringConvertible {
  package enum Code: String, Sendable {
    case empty
    /// The scheme is none that this program knows.
    case unknownScheme
    /// The scheme is known; what follows it cannot be used.
    case malformed
  }

  package var code: Code
  /// Says what is wrong and what may stand there.
  package var message: String

  package init(code: Code, message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
