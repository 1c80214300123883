#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import MillraceCompression

/// A local file that is read at given places.
final class FileRange: ByteSource {
  let name: String
  private let descriptor: Int32
  private var offset: Int64
  private var end: Int64
  /// Size of the file when it was opened, in bytes.
  let size: Int64

  /// - Throws: `InputFailure` that names the file and the cause.
  init(path: String, name: String) throws(InputFailure) {
    self.name = name
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw InputFailure.unreadable(name, errorNumber: errno, offset: nil) }
    var status = stat()
    if fstat(descriptor, &status) != 0 {
      let number = errno
      close(descriptor)
      throw InputFailure.unreadable(name, errorNumber: number, offset: nil)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw InputFailure.unreadable(name, errorNumber: EISDIR, offset: nil)
    }
    size = Int64(status.st_size)
    offset = 0
    end = .max
  }

  deinit { close(descriptor) }

  /// Whether a path leads to a pipe or a device, which can be read only once and from beginning to end. Opens nothing: a
  /// pipe that is opened and closed again is lost to its writer.
  static func isStream(_ path: String) -> Bool {
    if path == "-" { return true }
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
  }

  /// Sets what `read` gives.
  func select(offset: Int64, length: Int64) {
    self.offset = offset
    end = offset + length
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let wanted = Int(min(Int64(buffer.count), end - offset))
    if wanted <= 0 { return 0 }
    let count = try readOnce(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: offset)
    if count == 0 { throw InputFailure.shrunk(name, offset: offset, expected: end) }
    offset += Int64(count)
    return count
  }

  /// Reads up to the size of `buffer` at a place; 0 at the end of the file.
  func readOnce(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws(InputFailure) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(place))
      if count >= 0 { return count }
      if errno != EINTR { throw InputFailure.unreadable(name, errorNumber: errno, offset: place) }
    }
  }

  /// The place behind the first line feed at or after `start`, or the end of the file.
  func endOfLine(from start: Int64) throws -> Int64 {
    var place = start
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { window.deallocate() }
    while place < size {
      let count = try readOnce(into: window, at: place)
      if count == 0 { return place }
      if let newline = window[..<count].firstIndex(of: 0x0A) { return place + Int64(newline) + 1 }
      place += Int64(count)
    }
    return size
  }
}
