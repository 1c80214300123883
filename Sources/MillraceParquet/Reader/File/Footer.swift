/// Where the footer of a file is. A file ends with the footer, its length in four bytes, and `PAR1`.
struct Footer {
  private static let magic = [UInt8]("PAR1".utf8)
  private static let encryptedMagic = [UInt8]("PARE".utf8)
  /// `PAR1` at the start; the length and `PAR1` at the end.
  private static let leastSize = 12

  /// In bytes from the start of the file.
  let offset: Int
  /// In bytes.
  let length: Int

  init(of bytes: some RandomAccessBytes, limit: Int) throws(ParquetError) {
    guard bytes.size >= Self.leastSize else {
      throw ParquetError(.notParquet, "has \(bytes.size) bytes, which is too short for a Parquet file")
    }
    let head = try bytes.read(at: 0, count: 4)
    let tail = try bytes.read(at: bytes.size - 8, count: 8)
    try Self.check(head: head, tail: [UInt8](tail[4...]))
    let length = tail[..<4].reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.size - Self.leastSize else {
      throw ParquetError(
        .malformed,
        "its footer claims \(length) bytes, more than the file has: it is damaged; get it from its source again")
    }
    guard length <= limit else {
      throw ParquetError(.unsupported, "its footer has \(length) bytes, more than the limit of \(limit)")
    }
    self.offset = bytes.size - 8 - length
    self.length = length
  }

  private static func check(head: [UInt8], tail: [UInt8]) throws(ParquetError) {
    if head == encryptedMagic || tail == encryptedMagic {
      throw ParquetError(.unsupported, "is encrypted, which Millrace does not read; decrypt it first")
    }
    guard head == magic else {
      throw ParquetError(.notParquet, "is not a Parquet file: it does not begin with PAR1")
    }
    guard tail == magic else {
      throw ParquetError(
        .notParquet,
        "begins as a Parquet file and does not end as one: it was cut short, or is still being written; "
          + "write or copy it again")
    }
  }
}
