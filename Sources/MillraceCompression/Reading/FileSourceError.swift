/// A file that could not be opened or read.
package struct FileSourceError: Error, Sendable, Equatable {
  package enum Code: String, Sendable {
    case notFound
    case permissionDenied
    case isDirectory
    case tooManyOpenFiles
    case readFailed
  }

  package var code: Code
  /// The path, or the name of the stream.
  package var path: String
  /// The system's error number.
  package var errno: Int32
  /// The system's words for `errno`.
  package var systemMessage: String
  /// Bytes that had been read before it failed; nil if the file could not be opened.
  package var offset: Int64?
}

extension FileSourceError: CustomStringConvertible {
  package var description: String {
    let happening = offset.map { "cannot be read beyond byte \($0)" } ?? "cannot be opened"
    return "\(path): \(happening): \(systemMessage) (errno \(errno)). \(advice)"
  }

  private var advice: String {
    switch code {
    case .notFound: "Check the path; the file may have been moved or deleted since it was listed."
    case .permissionDenied: "Give this user permission to read the file and to enter its directories."
    case .isDirectory: "Name a file, or use a directory where several inputs are taken."
    case .tooManyOpenFiles: "Raise the limit of open files (ulimit -n), or run fewer workers."
    case .readFailed: "Check the disk or the network mount, then try again."
    }
  }
}
