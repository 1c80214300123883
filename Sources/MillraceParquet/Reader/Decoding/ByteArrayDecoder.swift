/// Decodes DELTA_LENGTH_BYTE_ARRAY and DELTA_BYTE_ARRAY.
enum ByteArrayDecoder {
  /// All lengths, then all bytes.
  static func decodeDeltaLength(_ count: Int, from cursor: inout ByteCursor) throws(ParquetError) -> ByteArrayValues {
    var ranges: [Range<Int>] = []
    for length in try DeltaDecoder.decodeLengths(count, limit: cursor.remaining, from: &cursor) {
      ranges.append(try cursor.take(length))
    }
    return ByteArrayValues(buffer: cursor.bytes, ranges: ranges)
  }

  /// For each value the length of what it shares with the one before it, then the rest of all as above.
  /// - Parameter limit: the most bytes that the values may have together.
  static func decodeDelta(
    _ count: Int, limit: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> ByteArrayValues {
    let prefixes = try DeltaDecoder.decodeLengths(count, limit: limit, from: &cursor)
    let suffixes = try decodeDeltaLength(count, from: &cursor)
    var values = ByteArrayValues()
    var last: [UInt8] = []
    for index in 0..<count {
      guard prefixes[index] <= last.count else {
        throw ParquetError(.malformed, "a value shares \(prefixes[index]) bytes with one of \(last.count)")
      }
      last.removeSubrange(prefixes[index]...)
      last.append(contentsOf: suffixes[index])
      values.append(last)
    }
    return values
  }
}
