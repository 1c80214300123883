internal import CMillraceSIMD
package import MillraceJSON
package import NIOCore

/// Reads an answer in JSON once, from front to back, straight into what the caller makes of it.
///
/// Nothing is built that nobody asks for: keys are compared in place, texts become bytes or strings only where they are
/// taken, and what is not read is passed over (and checked to be JSON all the same).
///
/// ```swift
/// let url = try JSONReader.read(body) { reader throws(JSONError) in
///   var url: String?
///   try reader.object { key, reader throws(JSONError) in
///     switch key {
///     case "QueueUrl": url = try reader.string()
///     default: try reader.skip()
///     }
///   }
///   return url
/// }
/// ```
package struct JSONReader {
  // Unsafe: the scanner works on padded buffers by pointers. They never leave `read`.
  private let start: UnsafePointer<UInt8>
  private var position: UnsafePointer<UInt8>
  private var scanner: JSONScanner
  private var depth = 0

  private init(start: UnsafePointer<UInt8>) {
    self.start = start
    scanner = JSONScanner(allowsNewlines: true, maximumDepth: 512)
    position = scanner.skipSpace(start)
  }

  /// Calls `content` with a reader at the first value of `body`, and checks that nothing follows what it reads.
  package static func read<Result>(
    _ body: ByteBuffer, _ content: (inout JSONReader) throws(JSONError) -> Result
  ) throws(JSONError) -> Result {
    let count = body.readableBytes
    var padded = body
    padded.writeRepeatingByte(0, count: JSONScanner.padding)
    let outcome = padded.withUnsafeReadableBytes { bytes in
      read(bytes.assumingMemoryBound(to: UInt8.self), count: count, content)
    }
    return try outcome.get()
  }

  private static func read<Value>(
    _ bytes: UnsafeBufferPointer<UInt8>, count: Int, _ content: (inout JSONReader) throws(JSONError) -> Value
  ) -> Result<Value, JSONError> {
    guard let start = bytes.baseAddress else { return .failure(JSONError(code: .unexpectedEnd, offset: 0)) }
    let valid = mr_utf8_valid_prefix(start, count)
    if valid < count { return .failure(JSONError(code: .invalidUTF8, offset: valid)) }
    var reader = JSONReader(start: start)
    do throws(JSONError) {
      let value = try content(&reader)
      let end = reader.scanner.skipSpace(reader.position)
      if end < start + count { return .failure(JSONError(code: .trailingBytes, offset: end - start)) }
      return .success(value)
    } catch {
      return .failure(error)
    }
  }

  /// Whether the next value is a string.
  package var isString: Bool { position.pointee == UInt8(ascii: "\"") }

  /// Whether the next value is `null`.
  package var isNull: Bool { position.pointee == UInt8(ascii: "n") }

  /// Passes over the next value.
  package mutating func skip() throws(JSONError) {
    var kind = JSONKind.null
    _ = try scan(&kind)
  }

  /// Calls `member` for each member of the next value, an object; it must read or skip the value, once. `null` has none.
  package mutating func object(
    _ member: (JSONKey, inout JSONReader) throws(JSONError) -> Void
  ) throws(JSONError) {
    if isNull { return try skip() }
    try enter(UInt8(ascii: "{"), else: .expectedObject)
    if leave(UInt8(ascii: "}")) { return }
    while true {
      if position.pointee != UInt8(ascii: "\"") { throw error(.expectedKey) }
      let (bytes, isEscaped) = try text()
      position = scanner.skipSpace(position)
      if position.pointee != UInt8(ascii: ":") { throw error(.expectedColon) }
      position = scanner.skipSpace(position + 1)
      try member(JSONKey(bytes: bytes, isEscaped: isEscaped), &self)
      position = scanner.skipSpace(position)
      if leave(UInt8(ascii: "}")) { return }
      if position.pointee != UInt8(ascii: ",") { throw error(.expectedCommaOrBrace) }
      position = scanner.skipSpace(position + 1)
    }
  }

  /// Calls `element` at each element of the next value, an array; it must read or skip the element, once. `null` has none.
  package mutating func array(_ element: (inout JSONReader) throws(JSONError) -> Void) throws(JSONError) {
    if isNull { return try skip() }
    try enter(UInt8(ascii: "["), else: .expectedValue)
    if leave(UInt8(ascii: "]")) { return }
    while true {
      try element(&self)
      position = scanner.skipSpace(position)
      if leave(UInt8(ascii: "]")) { return }
      if position.pointee != UInt8(ascii: ",") { throw error(.expectedCommaOrBracket) }
      position = scanner.skipSpace(position + 1)
    }
  }

  private mutating func enter(_ bracket: UInt8, else code: JSONError.Code) throws(JSONError) {
    if position.pointee != bracket { throw error(code) }
    depth += 1
    if depth > scanner.maximumDepth { throw error(.tooDeep) }
    position = scanner.skipSpace(position + 1)
  }

  private mutating func leave(_ bracket: UInt8) -> Bool {
    guard position.pointee == bracket else { return false }
    depth -= 1
    position += 1
    return true
  }

  /// The bytes between the quotes of the next value, a string.
  mutating func text() throws(JSONError) -> (bytes: UnsafeBufferPointer<UInt8>, isEscaped: Bool) {
    if position.pointee != UInt8(ascii: "\"") { throw error(.expectedValue) }
    let first = position + 1
    var escaped = false
    guard let quote = scanner.scanString(first, escaped: &escaped) else { throw failure() }
    position = quote + 1
    return (UnsafeBufferPointer(start: first, count: quote - first), escaped)
  }

  /// The bytes of the next value as they stand.
  mutating func scan(_ kind: inout JSONKind) throws(JSONError) -> UnsafeBufferPointer<UInt8> {
    let first = position
    guard let end = scanner.scanValue(first, kind: &kind, depth: depth) else { throw failure() }
    position = end
    return UnsafeBufferPointer(start: first, count: end - first)
  }

  func error(_ code: JSONError.Code) -> JSONError {
    JSONError(code: position.pointee == 0 ? .unexpectedEnd : code, offset: position - start)
  }

  private func failure() -> JSONError {
    guard let failure = scanner.failure else { return error(.expectedValue) }
    return JSONError(code: failure.code, offset: failure.position - start)
  }
}
