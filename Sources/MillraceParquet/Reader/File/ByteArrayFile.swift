/// A Parquet file that is in memory.
package struct ByteArrayFile: RandomAccessBytes {
  package let name: String
  private let bytes: [UInt8]

  package init(_ bytes: [UInt8], name: String = "memory") {
    self.bytes = bytes
    self.name = name
  }

  package var size: Int { bytes.count }

  package func read(at offset: Int, count: Int) throws(ParquetError) -> [UInt8] {
    try check(offset: offset, count: count)
    return [UInt8](bytes[offset..<offset + count])
  }
}
