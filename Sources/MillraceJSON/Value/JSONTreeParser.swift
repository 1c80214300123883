/// Builds a ``JSONValue`` from a padded buffer: the scanner finds where tokens end, this makes values of them.
struct JSONTreeParser {
  private let start: UnsafePointer<UInt8>
  private var scanner: JSONScanner
  private let maximumDepth: Int

  /// - Parameter start: valid UTF-8, followed by ``JSONScanner/padding`` zeros.
  init(start: UnsafePointer<UInt8>, maximumDepth: Int) {
    self.start = start
    self.maximumDepth = min(maximumDepth, JSONScanner.deepest)
    scanner = JSONScanner(allowsNewlines: true, maximumDepth: maximumDepth)
  }

  /// The value at `start`, whose end a scanner has found; line feeds in it are white space.
  static func value(at start: UnsafePointer<UInt8>, maximumDepth: Int) throws(JSONError) -> JSONValue {
    var parser = JSONTreeParser(start: start, maximumDepth: maximumDepth)
    var position = start
    return try parser.value(at: &position, depth: 0)
  }

  mutating func document(count: Int) throws(JSONError) -> JSONValue {
    var position = scanner.skipSpace(start)
    let value = try value(at: &position, depth: 0)
    let end = scanner.skipSpace(position)
    if end < start + count { throw JSONError(code: .trailingBytes, offset: end - start) }
    return value
  }

  private mutating func value(at position: inout UnsafePointer<UInt8>, depth: Int) throws(JSONError) -> JSONValue {
    switch position.pointee {
    case UInt8(ascii: "{"): return try .object(object(at: &position, depth: depth + 1))
    case UInt8(ascii: "["): return try .array(array(at: &position, depth: depth + 1))
    case UInt8(ascii: "\""): return try .string(string(at: &position))
    default:
      let first = position
      var kind = JSONKind.null
      guard let end = scanner.scanValue(first, kind: &kind) else { throw failure(at: first) }
      position = end
      switch kind {
      case .null: return .null
      case .true: return .boolean(true)
      case .false: return .boolean(false)
      default: return .number(text(first, end - first))
      }
    }
  }

  private mutating func object(
    at position: inout UnsafePointer<UInt8>, depth: Int
  ) throws(JSONError) -> JSONObject {
    if depth > maximumDepth { throw JSONError(code: .tooDeep, offset: position - start) }
    var object = JSONObject()
    position = scanner.skipSpace(position + 1)
    if position.pointee == UInt8(ascii: "}") {
      position += 1
      return object
    }
    while true {
      if position.pointee != UInt8(ascii: "\"") { throw error(.expectedKey, position) }
      let key = try string(at: &position)
      position = scanner.skipSpace(position)
      if position.pointee != UInt8(ascii: ":") { throw error(.expectedColon, position) }
      position = scanner.skipSpace(position + 1)
      object.append(key, try value(at: &position, depth: depth))
      position = scanner.skipSpace(position)
      defer { position += 1 }
      if position.pointee == UInt8(ascii: "}") { return object }
      if position.pointee != UInt8(ascii: ",") { throw error(.expectedCommaOrBrace, position) }
      position = scanner.skipSpace(position + 1) - 1
    }
  }

  private mutating func array(
    at position: inout UnsafePointer<UInt8>, depth: Int
  ) throws(JSONError) -> [JSONValue] {
    if depth > maximumDepth { throw JSONError(code: .tooDeep, offset: position - start) }
    var elements: [JSONValue] = []
    position = scanner.skipSpace(position + 1)
    if position.pointee == UInt8(ascii: "]") {
      position += 1
      return elements
    }
    while true {
      elements.append(try value(at: &position, depth: depth))
      position = scanner.skipSpace(position)
      defer { position += 1 }
      if position.pointee == UInt8(ascii: "]") { return elements }
      if position.pointee != UInt8(ascii: ",") { throw error(.expectedCommaOrBracket, position) }
      position = scanner.skipSpace(position + 1) - 1
    }
  }

  private mutating func string(at position: inout UnsafePointer<UInt8>) throws(JSONError) -> String {
    let first = position + 1
    var escaped = false
    guard let quote = scanner.scanString(first, escaped: &escaped) else { throw failure(at: first) }
    position = quote + 1
    let count = quote - first
    if !escaped { return text(first, count) }
    return String(unsafeUninitializedCapacity: count) { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return JSONString.unescape(first, count: count, into: base)
    }
  }

  private func text(_ first: UnsafePointer<UInt8>, _ count: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: first, count: count), as: UTF8.self)
  }

  private func failure(at position: UnsafePointer<UInt8>) -> JSONError {
    guard let failure = scanner.failure else { return JSONError(code: .expectedValue, offset: position - start) }
    return JSONError(code: failure.code, offset: failure.position - start)
  }

  private func error(_ code: JSONError.Code, _ position: UnsafePointer<UInt8>) -> JSONError {
    JSONError(code: position.pointee == 0 ? .unexpectedEnd : code, offset: position - start)
  }
}
