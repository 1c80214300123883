/// Cuts an expression into tokens.
struct JMESPathLexer {
  private let text: String
  private let bytes: [UInt8]
  private var position = 0

  init(_ text: String) {
    self.text = text
    bytes = Array(text.utf8)
  }

  /// All tokens; the last one is the end.
  mutating func tokens() throws(JMESPathError) -> [JMESPathToken] {
    var tokens: [JMESPathToken] = []
    while true {
      while position < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[position]) { position += 1 }
      let offset = position
      let kind = try next()
      tokens.append(JMESPathToken(kind: kind, offset: offset))
      if kind == .end { return tokens }
    }
  }

  private mutating func next() throws(JMESPathError) -> JMESPathToken.Kind {
    guard position < bytes.count else { return .end }
    let byte = bytes[position]
    switch byte {
    case _ where Self.isOfIdentifier(byte, first: true): return identifier()
    case _ where Self.isDigit(byte), UInt8(ascii: "-"): return try number()
    case UInt8(ascii: "\""): return .quotedIdentifier(try quotedIdentifier())
    case UInt8(ascii: "'"): return .literal(.string(try rawString()))
    case UInt8(ascii: "`"): return .literal(try literal())
    default: return try symbol(byte)
    }
  }

  private mutating func symbol(_ byte: UInt8) throws(JMESPathError) -> JMESPathToken.Kind {
    let start = position
    position += 1
    switch byte {
    case UInt8(ascii: "."): return .dot
    case UInt8(ascii: "*"): return .star
    case UInt8(ascii: ","): return .comma
    case UInt8(ascii: ":"): return .colon
    case UInt8(ascii: "@"): return .current
    case UInt8(ascii: "]"): return .closeBracket
    case UInt8(ascii: "("): return .openParenthesis
    case UInt8(ascii: ")"): return .closeParenthesis
    case UInt8(ascii: "{"): return .openBrace
    case UInt8(ascii: "}"): return .closeBrace
    case UInt8(ascii: "["): return take("]") ? .flatten : take("?") ? .filter : .openBracket
    case UInt8(ascii: "|"): return take("|") ? .or : .pipe
    case UInt8(ascii: "&"): return take("&") ? .and : .reference
    case UInt8(ascii: "!"): return take("=") ? .comparator(.notEqual) : .not
    case UInt8(ascii: "<"): return .comparator(take("=") ? .lessOrEqual : .less)
    case UInt8(ascii: ">"): return .comparator(take("=") ? .greaterOrEqual : .greater)
    case UInt8(ascii: "="):
      if take("=") { return .comparator(.equal) }
      throw error("“=” is no comparison; write “==”", at: start)
    default: throw error("this character has no meaning here; quote names that hold it: \"…\"", at: start)
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func identifier() -> JMESPathToken.Kind {
    let start = position
    while position < bytes.count, Self.isOfIdentifier(bytes[position], first: false) { position += 1 }
    return .identifier(String(decoding: bytes[start..<position], as: UTF8.self))
  }

  private mutating func number() throws(JMESPathError) -> JMESPathToken.Kind {
    let start = position
    position += 1
    while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
    guard let number = Int(String(decoding: bytes[start..<position], as: UTF8.self)) else {
      throw error("a whole number was expected", at: start)
    }
    return .number(number)
  }

  private mutating func quotedIdentifier() throws(JMESPathError) -> String {
    let start = position
    _ = try delimited(by: UInt8(ascii: "\""), what: "quoted name")
    do {
      let value = try JSONValue(parsing: bytes[start..<position])
      return value.text ?? ""
    } catch {
      throw self.error("the quoted name is no JSON string: \(error.reason)", at: start)
    }
  }

  private mutating func rawString() throws(JMESPathError) -> String {
    let content = try delimited(by: UInt8(ascii: "'"), what: "raw string")
    return String(decoding: Self.unescape(content, UInt8(ascii: "'")), as: UTF8.self)
  }

  private mutating func literal() throws(JMESPathError) -> JSONValue {
    let start = position
    let content = Self.unescape(try delimited(by: UInt8(ascii: "`"), what: "literal"), UInt8(ascii: "`"))
    do {
      return try JSONValue(parsing: content)
    } catch {
      throw self.error("the literal between backticks is no JSON: \(error.reason)", at: start)
    }
  }

  /// The bytes between a delimiter here and the next one without a backslash before it.
  private mutating func delimited(by delimiter: UInt8, what: String) throws(JMESPathError) -> ArraySlice<UInt8> {
    let start = position
    position += 1
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\\") {
        position += 2
      } else if bytes[position] == delimiter {
        position += 1
        return bytes[(start + 1)..<(position - 1)]
      } else {
        position += 1
      }
    }
    throw error("the \(what) that begins here has no end", at: start)
  }

  /// Takes the backslash away before the delimiter, and before another backslash only in raw strings that would end otherwise.
  private static func unescape(_ content: ArraySlice<UInt8>, _ delimiter: UInt8) -> [UInt8] {
    var result: [UInt8] = []
    var index = content.startIndex
    while index < content.endIndex {
      if content[index] == UInt8(ascii: "\\"), index + 1 < content.endIndex, content[index + 1] == delimiter {
        index += 1
      }
      result.append(content[index])
      index += 1
    }
    return result
  }

  private func error(_ reason: String, at offset: Int) -> JMESPathError {
    JMESPathError(.syntax, reason, offset: min(offset, bytes.count), in: text)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isOfIdentifier(_ byte: UInt8, first: Bool) -> Bool {
    (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == UInt8(ascii: "_")
      || (!first && isDigit(byte))
  }
}
