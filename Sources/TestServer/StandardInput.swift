#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The pipe by which whoever started the server holds it: when that end is closed, or its process is gone, it reads the end.
enum StandardInput {
  /// Reads on a thread of its own, since reading blocks.
  static func endProcessWhenClosed() {
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { _ in
        var byte: UInt8 = 0
        while read(STDIN_FILENO, &byte, 1) > 0 {}
        exit(0)
      }, nil)
  }
}
