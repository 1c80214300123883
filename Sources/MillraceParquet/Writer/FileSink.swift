internal import CMillraceSystem
#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Writes to a file descriptor, which it does not close.
///
/// On Linux the kernel is told to begin storing what has come every few megabytes, so that the `fsync` at the end
/// finds little left to do.
package final class FileSink: ByteSink {
  /// Bytes after which the kernel is told to begin storing them.
  private static let flushInterval = 8 << 20

  private let descriptor: Int32
  private let name: String
  private var unflushed = 0
  /// Bytes written.
  package private(set) var count = 0

  package init(fileDescriptor: Int32, name: String) {
    descriptor = fileDescriptor
    self.name = name
  }

  package func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      #if canImport(Glibc)
        let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
      #else
        let written = Darwin.write(descriptor, rest.baseAddress, rest.count)
      #endif
      if written < 0 {
        if errno == EINTR { continue }
        throw failure(errno)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[written...])
    }
    count += bytes.count
    startStoring(bytes.count)
  }

  private func startStoring(_ added: Int) {
    unflushed += added
    guard unflushed >= Self.flushInterval else { return }
    mr_start_writeback(descriptor, Int64(count - unflushed), Int64(unflushed))
    unflushed = 0
  }

  private func failure(_ number: Int32) -> ParquetWriteError {
    let advice =
      switch number {
      case ENOSPC, EDQUOT: "free some space or write to another disk, then run again"
      case EFBIG: "raise the file size limit (ulimit -f), then run again"
      case EPIPE: "the reader of the output has gone away"
      default: "nothing was published; run again once the cause is gone"
      }
    return ParquetWriteError(
      code: .writeFailed, message: "\(name): cannot write: \(String(cString: strerror(number))); \(advice)",
      errorNumber: number)
  }
}
