internal import CMillraceSIMD

// Unsafe pointers here: the scanner works on padded buffers.

extension JSONValue {
  /// Reads one JSON text (RFC 8259, UTF-8): any value, white space around it, nothing else.
  ///
  /// - Parameter maximumDepth: how deep containers may nest; at most ``JSONScanner/deepest``.
  package init(
    parsing bytes: some Collection<UInt8>, maximumDepth: Int = 512
  ) throws(JSONError) {
    let count = bytes.count
    let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: count + JSONScanner.padding)
    defer { buffer.deallocate() }
    buffer.initialize(repeating: 0)
    _ = buffer.update(fromContentsOf: bytes)
    guard let start = UnsafePointer(buffer.baseAddress) else { throw JSONError(code: .unexpectedEnd, offset: 0) }
    let valid = mr_utf8_valid_prefix(start, count)
    if valid < count { throw JSONError(code: .invalidUTF8, offset: valid) }
    var parser = JSONTreeParser(start: start, maximumDepth: maximumDepth)
    self = try parser.document(count: count)
  }

  /// Reads the JSON text in a string.
  package init(parsing text: String, maximumDepth: Int = 512) throws(JSONError) {
    try self.init(parsing: Array(text.utf8), maximumDepth: maximumDepth)
  }
}
