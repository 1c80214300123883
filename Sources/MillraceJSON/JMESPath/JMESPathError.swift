/// Why an expression is no JMESPath, or cannot be applied to a value.
package struct JMESPathError: Error, Equatable, CustomStringConvertible {
  /// The kinds of errors that JMESPath's specification names.
  package enum Code: String, Sendable {
    case syntax
    case invalidType = "invalid-type"
    case invalidValue = "invalid-value"
    case invalidArity = "invalid-arity"
    case unknownFunction = "unknown-function"
  }

  package var code: Code
  /// What is wrong, in words.
  package var reason: String
  /// The byte of the expression, from 0, where it shows.
  package var offset: Int
  /// The expression itself.
  package var expression: String

  package init(_ code: Code, _ reason: String, offset: Int, in expression: String) {
    self.code = code
    self.reason = reason
    self.offset = offset
    self.expression = expression
  }

  /// The reason, and the place, in one line.
  package var summary: String { "\(reason) (character \(column) of the expression)" }

  /// The same, and below it the expression with a mark under the place.
  package var description: String {
    if expression.utf8.contains(UInt8(ascii: "\n")) { return summary }
    return "\(summary)\n  \(expression)\n  \(String(repeating: " ", count: column - 1))^"
  }

  /// In characters, from 1.
  private var column: Int {
    String(decoding: expression.utf8.prefix(offset), as: UTF8.self).count + 1
  }
}
