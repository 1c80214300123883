#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A failed system call, as `errno` told it.
struct SystemError: Error, CustomStringConvertible {
  let number: Int32

  /// Of the call that has just failed on this thread.
  static var last: SystemError { SystemError(number: errno) }

  var description: String { String(cString: strerror(number)) }
}

/// Writes all bytes, however many calls that takes.
func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) throws(SystemError) {
  var rest = bytes
  while !rest.isEmpty {
    let count = write(descriptor, rest.baseAddress, rest.count)
    if count < 0 {
      guard errno == EINTR else { throw .last }
    } else {
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
    }
  }
}
