/// Decodes BYTE_STREAM_SPLIT, which stores the first byte of every value, then the second of every value, and so on.
enum ByteStreamSplitDecoder {
  static func decode(
    _ count: Int, of type: PhysicalType, length: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> ColumnValues {
    let width = try width(of: type, length: length)
    let (size, overflows) = count.multipliedReportingOverflow(by: width)
    let range = try cursor.take(overflows ? .max : size)
    var joined: [UInt8] = []
    joined.reserveCapacity(size)
    for index in 0..<count {
      for stream in 0..<width {
        joined.append(cursor.bytes[range.lowerBound + stream * count + index])
      }
    }
    var plain = ByteCursor(joined)
    return try PlainDecoder.decode(count, of: type, length: length, from: &plain)
  }

  private static func width(of type: PhysicalType, length: Int) throws(ParquetError) -> Int {
    switch type {
    case .int32, .float: 4
    case .int64, .double: 8
    case .fixedLenByteArray: length
    case .boolean, .int96, .byteArray:
      throw ParquetError(.malformed, "BYTE_STREAM_SPLIT values of type \(type.name), for which it is not defined")
    }
  }
}
