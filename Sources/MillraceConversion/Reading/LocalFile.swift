#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A file of this machine.
final class LocalFile: InputBytes {
  private let name: String
  private let descriptor: Int32
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

  func read(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws(InputFailure) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(place))
      if count >= 0 { return count }
      if errno != EINTR { throw InputFailure.unreadable(name, errorNumber: errno, offset: place) }
    }
  }

  func peek(into buffer: UnsafeMutableRawBufferPointer, at place: Int64) throws(InputFailure) -> Int {
    try read(into: buffer, at: place)
  }
}
