#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// A system call that failed.
struct FileSystemError: Error, CustomStringConvertible, Equatable {
  let errno: Int32

  /// There is nothing under that path.
  var isMissing: Bool { errno == ENOENT || errno == ENOTDIR }

  /// The system's words, such as “Permission denied”.
  var description: String { String(cString: strerror(errno)) }
}
