/// A source of bytes that are in memory already.
package final class MemorySource: ByteSource {
  package let name: String
  private let bytes: [UInt8]
  private let maximumRead: Int
  private var position = 0

  /// - Parameters:
  ///   - bytes: what the source gives.
  ///   - name: what to call it in errors.
  ///   - maximumRead: the most that one read gives, in bytes, as a slow pipe would; at least 1.
  package init(_ bytes: [UInt8], name: String = "memory", maximumRead: Int = .max) {
    self.bytes = bytes
    self.name = name
    self.maximumRead = max(1, maximumRead)
  }

  package func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, maximumRead, bytes.count - position)
    buffer.copyBytes(from: bytes[position..<position + count])
    position += count
    return count
  }
}
