/// Bytes of a known size that can be read at any position: an open file, or an array.
package protocol RandomAccessBytes: Sendable {
  /// What messages call it: a path, as a rule.
  var name: String { get }
  /// The number of bytes.
  var size: Int { get }
  /// Reads exactly `count` bytes at `offset`. Fails, without allocating, when they are not all there.
  func read(at offset: Int, count: Int) throws(ParquetError) -> [UInt8]
}

extension RandomAccessBytes {
  /// Throws unless `count` bytes at `offset` are within the file.
  func check(offset: Int, count: Int) throws(ParquetError) {
    guard offset >= 0, count >= 0, offset <= size, count <= size - offset else {
      throw ParquetError(
        .malformed, "it points to \(count) bytes at byte \(offset), and has only \(size): it is damaged or cut short")
    }
  }
}
