/// Bytes under construction: text and numbers are appended as they will stand in a file, without a `String` each.
///
/// Everything is integer arithmetic, so that the bytes are the same on every platform.
struct TextBuffer {
  var bytes: [UInt8] = []

  var count: Int { bytes.count }

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    bytes.append(byte)
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    unsafe bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// One entry of a table of texts.
  @inline(__always)
  mutating func append(_ index: Int, of table: borrowing TextTable) {
    table.bytes.withUnsafeBufferPointer { all in
      let range = table.range(of: index)
      unsafe bytes.append(contentsOf: UnsafeBufferPointer(rebasing: all[range]))
    }
  }
}
