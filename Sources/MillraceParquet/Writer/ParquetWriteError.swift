/// Why a Parquet file cannot be written as asked.
package struct ParquetWriteError: Error, Sendable, CustomStringConvertible {
  package enum Code: Sendable { case pageTooLarge, writeFailed }

  package var code: Code
  /// What happened and what to do.
  package var message: String
  /// The system's error number, for `writeFailed`.
  package var errorNumber: Int32?

  package var description: String { message }

  static func pageTooLarge(bytes: Int) -> ParquetWriteError {
    ParquetWriteError(
      code: .pageTooLarge,
      message: "one column holds \(bytes) bytes within a few records; a Parquet page holds at most 1 GiB. "
        + "Set a line limit below 1 GiB, so that such records go to quarantine.")
  }
}
