internal import CMillraceSIMD

/// The text of fields with doubled quotes or escapes.
package enum CSVText {
  /// Writes the text of a quoted field to `out`, which may be `source`, and returns its length, at most `count`.
  package static func unescape(
    _ source: UnsafePointer<UInt8>, count: Int, _ dialect: CSVDialect, into out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard let quote = dialect.quote else {
      for i in 0..<count { out[i] = source[i] }
      return count
    }
    guard let escape = dialect.escape else { return mr_csv_undouble(source, max(count, 0), quote, out) }
    var written = 0
    var i = 0
    while i < count {
      let byte = source[i]
      let isEscape = byte == escape || byte == quote
      // Behind an escape, a quote or an escape is just that; within quotes, a quote is always followed by another.
      if isEscape && i + 1 < count && (source[i + 1] == quote || (byte == escape && source[i + 1] == escape)) { i += 1 }
      out[written] = source[i]
      written += 1
      i += 1
    }
    return written
  }

  /// The text of a field.
  package static func bytes(of field: CSVField, _ base: UnsafePointer<UInt8>, _ dialect: CSVDialect) -> [UInt8] {
    let source = base + field.start
    if !field.hasEscapes { return Array(UnsafeBufferPointer(start: source, count: field.count)) }
    return Array(unsafeUninitializedCapacity: field.count) { buffer, written in
      if let out = buffer.baseAddress { written = unescape(source, count: field.count, dialect, into: out) }
    }
  }
}
