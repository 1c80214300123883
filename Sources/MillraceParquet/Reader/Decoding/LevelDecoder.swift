/// Decodes repetition and definition levels.
enum LevelDecoder {
  /// The number of bits that levels up to `maximum` take.
  static func width(maximum: Int) -> Int {
    Int.bitWidth - maximum.leadingZeroBitCount
  }

  /// Reads `count` levels from a page of version 1, where they come with their length, or in the older BIT_PACKED.
  static func decode(
    _ count: Int, maximum: Int, encoding: Encoding, from cursor: inout ByteCursor
  ) throws(ParquetError) -> [UInt16] {
    guard maximum > 0 else { return [] }
    switch encoding {
    case .rle:
      let length = try cursor.length()
      return try decodeRuns(count, maximum: maximum, in: cursor.bytes, try cursor.take(length))
    case .bitPacked:
      return try decodePacked(count, maximum: maximum, from: &cursor)
    default:
      throw ParquetError(.malformed, "levels in the encoding \(encoding.name), which is not one for levels")
    }
  }

  /// Reads `count` levels from a range of bytes that holds nothing else.
  static func decodeRuns(
    _ count: Int, maximum: Int, in bytes: [UInt8], _ range: Range<Int>
  ) throws(ParquetError) -> [UInt16] {
    guard maximum > 0 else { return [] }
    var decoder = RunLengthDecoder(cursor: ByteCursor(bytes, range), width: width(maximum: maximum))
    var levels: [UInt16] = []
    try decoder.decode(count, maximum: UInt64(maximum), into: &levels)
    return levels
  }

  /// The older packing, from the highest bit of each byte down.
  private static func decodePacked(
    _ count: Int, maximum: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> [UInt16] {
    let width = width(maximum: maximum)
    let range = try cursor.take((count * width + 7) / 8)
    var levels: [UInt16] = []
    for index in 0..<count {
      var level = 0
      for bit in index * width..<(index + 1) * width {
        level = level << 1 | Int(cursor.bytes[range.lowerBound + bit >> 3] >> UInt8(7 - bit & 7)) & 1
      }
      guard level <= maximum else { throw RunLengthDecoder.beyond(UInt64(level), UInt64(maximum)) }
      levels.append(UInt16(level))
    }
    return levels
  }
}
