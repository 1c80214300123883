/// Why bytes are not a JSON value (RFC 8259), and at which byte.
public struct JSONError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The rule that was broken.
  public enum Code: UInt8, Sendable {
    case unexpectedEnd
    case expectedValue
    case expectedObject
    case expectedKey
    case expectedColon
    case expectedCommaOrBrace
    case expectedCommaOrBracket
    case invalidLiteral
    case invalidNumber
    case controlCharacter
    case invalidEscape
    case loneSurrogate
    case tooDeep
    case trailingBytes
    case invalidUTF8
    case tooLong
  }

  /// The rule that was broken.
  public var code: Code
  /// Distance in bytes from the start of the scanned value to the offending byte.
  public var offset: Int

  /// Makes an error.
  public init(code: Code, offset: Int) {
    self.code = code
    self.offset = offset
  }

  /// The rule that was broken, in words, without the position.
  public var reason: String {
    switch code {
    case .unexpectedEnd: "the record ends in the middle of a value"
    case .expectedValue: "a value was expected"
    case .expectedObject: "the record is not a JSON object"
    case .expectedKey: "a key in double quotes was expected"
    case .expectedColon: "a colon was expected after the key"
    case .expectedCommaOrBrace: "a comma or } was expected after the value"
    case .expectedCommaOrBracket: "a comma or ] was expected after the value"
    case .invalidLiteral: "only the literals true, false and null exist"
    case .invalidNumber: "the number is not written as JSON allows"
    case .controlCharacter: "a control character stands unescaped in a string"
    case .invalidEscape: "the escape sequence does not exist in JSON"
    case .loneSurrogate: "a \\u escape is half of a surrogate pair, which no text can hold"
    case .tooDeep: "objects and arrays are nested deeper than the limit"
    case .trailingBytes: "bytes follow the end of the value"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .tooLong: "the record is longer than the line limit"
    }
  }

  /// The reason with its position.
  public var description: String { "\(reason) (byte \(offset))" }
}
