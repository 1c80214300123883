/// Why a Parquet file could not be read, checked or written.
package struct ParquetError: Error, Sendable, Equatable {
  /// The kind of failure, for programs; the message is for people.
  package enum Code: String, Sendable {
    /// The operating system refused to open or read the file.
    case unreadable
    /// The file does not begin and end as a Parquet file does.
    case notParquet
    /// The bytes contradict the format, or one another.
    case malformed
    /// A page's checksum differs from its bytes.
    case checksum
    /// Valid Parquet, with a feature that Millrace does not read.
    case unsupported
    /// What the caller asked for does not exist in the file (a column, a row group) or cannot be expressed.
    case invalidArgument
  }

  package var code: Code
  /// What is wrong, where, and what to do about it.
  package var message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  /// The same error, told with the place at which it happened.
  package func at(_ place: String) -> ParquetError {
    ParquetError(code, "\(place): \(message)")
  }
}

extension ParquetError: CustomStringConvertible {
  package var description: String { message }
}
