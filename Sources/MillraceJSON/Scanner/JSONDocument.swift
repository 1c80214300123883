internal import CMillraceSIMD

/// Checks that bytes are one JSON text (RFC 8259) in UTF-8.
package enum JSONDocument {
  /// Throws what is wrong with `bytes` as one JSON text: any value, white space around it, nothing else.
  package static func validate(
    _ bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int = JSONScanner.deepest
  ) throws(JSONError) {
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count + JSONScanner.padding)
    defer { buffer.deallocate() }
    (buffer + bytes.count).initialize(repeating: 0, count: JSONScanner.padding)
    if let base = bytes.baseAddress { buffer.initialize(from: base, count: bytes.count) }
    try validate(padded: buffer, count: bytes.count, maximumDepth: maximumDepth)
  }

  /// The same for bytes that are followed by ``JSONScanner/padding`` readable bytes, the first of which is a zero.
  package static func validate(
    padded start: UnsafePointer<UInt8>, count: Int, maximumDepth: Int = JSONScanner.deepest
  ) throws(JSONError) {
    let valid = mr_utf8_valid_prefix(start, count)
    if valid < count { throw JSONError(code: .invalidUTF8, offset: valid) }

    var scanner = JSONScanner(allowsNewlines: true, maximumDepth: maximumDepth)
    var kind = JSONKind.null
    guard let behind = scanner.scanValue(scanner.skipSpace(start), kind: &kind) else {
      throw error(of: scanner, from: start)
    }
    let end = scanner.skipSpace(behind)
    if end < start + count { throw JSONError(code: .trailingBytes, offset: end - start) }
  }

  private static func error(of scanner: JSONScanner, from start: UnsafePointer<UInt8>) -> JSONError {
    guard let failure = scanner.failure else { return JSONError(code: .expectedValue, offset: 0) }
    return JSONError(code: failure.code, offset: failure.position - start)
  }
}
