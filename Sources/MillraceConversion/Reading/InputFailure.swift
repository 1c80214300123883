#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif
internal import MillraceCSV
internal import MillraceCompression

/// Why a whole input was left out of the output.
package struct InputFailure: Error, Sendable, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// It does not exist (any more).
    case missing
    /// It cannot be opened or read.
    case unreadable
    /// It became shorter while it was read.
    case changed
    /// Its compressed stream is broken or cut off.
    case corrupt
    /// It inflates beyond a limit.
    case tooLarge
    /// It is not JSON from some byte on (`format: json`, where one error makes the rest unreadable).
    case invalidJSON
    /// Its first record cannot be the header of a CSV file.
    case invalidHeader
    /// It has more bad records than the limit allows.
    case tooManyBadRecords
  }

  package var code: Code
  /// What is wrong, in which input and at which byte, and what to do.
  package var message: String
  /// Whether the same input may be read without fault another time.
  package var isRetryable: Bool

  package init(code: Code, message: String, isRetryable: Bool) {
    self.code = code
    self.message = message
    self.isRetryable = isRetryable
  }

  package var description: String { message }

  static func unreadable(_ name: String, errorNumber: Int32, offset: Int64?) -> InputFailure {
    let place = offset.map { " at byte \($0)" } ?? ""
    let text = String(cString: strerror(errorNumber))
    let advice: String =
      switch errorNumber {
      case ENOENT: "check the path; the file may have been moved or deleted"
      case EACCES, EPERM: "give this user the right to read it"
      case EISDIR: "it is a directory; name the files in it, or a pattern such as '\(name)/*.ndjson'"
      case EMFILE, ENFILE: "too many files are open; raise the limit (ulimit -n)"
      case EIO: "the disk or network file system reports a fault; the file may be damaged"
      default: "run again once the cause is gone"
      }
    return InputFailure(
      code: errorNumber == ENOENT ? .missing : .unreadable,
      message: "\(name): cannot be read\(place): \(text); \(advice)",
      isRetryable: errorNumber != ENOENT && errorNumber != EISDIR)
  }

  static func shrunk(_ name: String, offset: Int64, expected: Int64) -> InputFailure {
    InputFailure(
      code: .changed,
      message: "\(name): ends at byte \(offset) but had \(expected) bytes when it was opened; it is being rewritten, "
        + "run again once it is finished",
      isRetryable: true)
  }

  /// What a reader has thrown, as the failure of an input.
  static func from(_ error: any Error, name: String) -> InputFailure {
    switch error {
    case let failure as InputFailure: return failure
    case let error as FileSourceError:
      return unreadable(name, errorNumber: error.errno, offset: error.offset)
    case let error as CompressionError:
      let isBomb = error.code == .sizeLimitExceeded || error.code == .ratioLimitExceeded
      return InputFailure(code: isBomb ? .tooLarge : .corrupt, message: error.description, isRetryable: false)
    case let error as CSVHeaderError:
      return InputFailure(code: .invalidHeader, message: "\(name): \(error)", isRetryable: false)
    default:
      return InputFailure(code: .unreadable, message: "\(name): \(error)", isRetryable: true)
    }
  }
}
