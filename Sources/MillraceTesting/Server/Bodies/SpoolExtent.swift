internal import NIOCore

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A stretch of the spool that holds one body. Its place is given back when nothing uses it any more.
final class SpoolExtent: Sendable {
  let count: Int
  private let start: Int
  private let spool: Spool

  init(spool: Spool, start: Int, count: Int) {
    self.spool = spool
    self.start = start
    self.count = count
  }

  deinit { spool.release(start: start, count: count) }

  /// Writes bytes at an offset within the extent. False if the file system refuses.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bool {
    var written = 0
    while written < bytes.count {
      let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
      let result = pwrite(spool.descriptor, rest.baseAddress, rest.count, off_t(start + offset + written))
      if result <= 0 { return false }
      written += result
    }
    return true
  }

  /// Part of the extent for a socket, with a descriptor of its own that whoever sends it closes; nil if there is none left.
  func region(offset: Int, count: Int) -> FileRegion? {
    let copy = dup(spool.descriptor)
    guard copy >= 0 else { return nil }
    return FileRegion(
      fileHandle: NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: copy), readerIndex: start + offset,
      endIndex: start + offset + count)
  }

  func forEachChunk(offset: Int, count: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: min(count, 1 << 20), alignment: 16)
    defer { buffer.deallocate() }
    var done = 0
    while done < count {
      let wanted = min(count - done, buffer.count)
      let result = pread(spool.descriptor, buffer.baseAddress, wanted, off_t(start + offset + done))
      if result <= 0 { return }
      body(UnsafeRawBufferPointer(rebasing: buffer[0..<result]))
      done += result
    }
  }
}
