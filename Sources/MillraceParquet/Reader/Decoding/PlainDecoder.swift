/// Decodes PLAIN values.
enum PlainDecoder {
  static func decode(
    _ count: Int, of type: PhysicalType, length: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> ColumnValues {
    switch type {
    case .boolean:
      let start = try cursor.take((count + 7) / 8).lowerBound * 8
      return .boolean((0..<count).map { cursor.bits(at: start + $0, width: 1) == 1 })
    case .int32: return .int32(try integers(count, from: &cursor))
    case .int64: return .int64(try integers(count, from: &cursor))
    case .float:
      return .float(try integers(count, from: &cursor).map { (bits: UInt32) in Float(bitPattern: bits) })
    case .double:
      return .double(try integers(count, from: &cursor).map { (bits: UInt64) in Double(bitPattern: bits) })
    case .int96: return .bytes(try fixed(count, length: 12, from: &cursor))
    case .fixedLenByteArray: return .bytes(try fixed(count, length: length, from: &cursor))
    case .byteArray: return .bytes(try byteArrays(count, from: &cursor))
    }
  }

  static func integers<Value: FixedWidthInteger & BitwiseCopyable>(
    _ count: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> [Value] {
    let size = MemoryLayout<Value>.size
    let start = try cursor.take(count * size).lowerBound
    return (0..<count).map { cursor.load(start + $0 * size) }
  }

  private static func fixed(
    _ count: Int, length: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> ByteArrayValues {
    let (size, overflows) = count.multipliedReportingOverflow(by: length)
    let start = try cursor.take(overflows ? .max : size).lowerBound
    let ranges = (0..<count).map { start + $0 * length..<start + ($0 + 1) * length }
    return ByteArrayValues(buffer: cursor.bytes, ranges: ranges)
  }

  private static func byteArrays(
    _ count: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> ByteArrayValues {
    var ranges: [Range<Int>] = []
    for _ in 0..<count {
      let length = try cursor.length()
      ranges.append(try cursor.take(length))
    }
    return ByteArrayValues(buffer: cursor.bytes, ranges: ranges)
  }
}
