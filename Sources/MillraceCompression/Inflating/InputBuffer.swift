/// The window of raw bytes between a source and a decoder. Its size is fixed.
final class InputBuffer {
  /// Bytes that are read from the source at once: enough that a system call costs nothing beside the
  /// decompression, little enough to stay in the second-level cache.
  static let capacity = 256 << 10

  private let storage = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 64)
  private var start = 0
  private var end = 0
  /// Bytes that the source has given so far.
  private(set) var bytesRead: Int64 = 0

  deinit { storage.deallocate() }

  /// What has been read and not been consumed.
  var unread: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[start..<end]) }

  /// The offset in the source of the first byte of `unread`.
  var offset: Int64 { bytesRead - Int64(end - start) }

  func consume(_ count: Int) { start += count }

  /// Adds bytes from the source behind those that are unread; false at the end of the source.
  func refill(from source: any ByteSource) throws -> Bool {
    let waiting = unread
    storage.copyMemory(from: waiting)
    start = 0
    end = waiting.count
    let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: storage[end...]))
    end += count
    bytesRead += Int64(count)
    return count > 0
  }
}
