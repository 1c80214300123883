#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file on disk, read with `pread`, so that any number of threads may read it at once. Closed when released.
package final class OpenFile: RandomAccessBytes {
  package let name: String
  package let size: Int
  private let descriptor: Int32

  /// Opens a regular file. Throws `unreadable` with the system's reason.
  package init(path: String) throws(ParquetError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure("cannot be opened", path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let failure = Self.failure("cannot be examined", path)
      close(descriptor)
      throw failure
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw ParquetError(.unreadable, "\(path): is not a regular file; name a file that ends in .parquet")
    }
    self.name = path
    self.size = Int(status.st_size)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  package func read(at offset: Int, count: Int) throws(ParquetError) -> [UInt8] {
    try check(offset: offset, count: count)
    var failure: ParquetError?
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let result = pread(
          descriptor, UnsafeMutableRawBufferPointer(buffer).baseAddress.map { $0 + filled }, count - filled,
          off_t(offset + filled))
        if result > 0 {
          filled += result
        } else if result == 0 {
          failure = ParquetError(.malformed, "\(name): became shorter while it was read")
          return
        } else if errno != EINTR {
          failure = Self.failure("cannot be read at byte \(offset + filled)", name)
          return
        }
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private static func failure(_ what: String, _ path: String) -> ParquetError {
    ParquetError(.unreadable, "\(path): \(what): \(String(cString: strerror(errno)))")
  }
}
