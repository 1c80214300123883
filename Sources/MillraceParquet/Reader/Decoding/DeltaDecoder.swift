/// Decodes DELTA_BINARY_PACKED integers, alone or as the lengths of byte arrays.
///
/// Source: "Delta Encoding (DELTA_BINARY_PACKED = 5)" in Encodings.md.
enum DeltaDecoder {
  private struct Header {
    var blockSize: Int
    var miniblocks: Int
    var count: Int
    var first: Int64

    init(from cursor: inout ByteCursor) throws(ParquetError) {
      let blockSize = try cursor.varint()
      let miniblocks = try cursor.varint()
      let count = try cursor.varint()
      first = try cursor.zigZag()
      guard blockSize > 0, blockSize <= 1 << 20, blockSize % 128 == 0, miniblocks > 0, blockSize % miniblocks == 0,
        (blockSize / miniblocks) % 32 == 0, count <= UInt64(Int32.max)
      else { throw ParquetError(.malformed, "a damaged header of delta-encoded integers") }
      self.blockSize = Int(blockSize)
      self.miniblocks = Int(miniblocks)
      self.count = Int(count)
    }
  }

  /// Reads the `count` integers at the cursor and leaves it behind them. Sums wrap around, as the format has it.
  static func decode(_ count: Int, from cursor: inout ByteCursor) throws(ParquetError) -> [Int64] {
    let header = try Header(from: &cursor)
    guard header.count == count else {
      throw ParquetError(.malformed, "\(header.count) delta-encoded integers where \(count) are expected")
    }
    guard count > 0 else { return [] }
    var values = [header.first]
    while values.count < count {
      try decodeBlock(header, from: &cursor, into: &values)
    }
    return values
  }

  private static func decodeBlock(
    _ header: Header, from cursor: inout ByteCursor, into values: inout [Int64]
  ) throws(ParquetError) {
    let perMiniblock = header.blockSize / header.miniblocks
    let minimum = try cursor.zigZag()
    let widths = try cursor.take(header.miniblocks)
    for index in widths where values.count < header.count {
      let width = Int(cursor.bytes[index])
      guard width <= 64 else { throw ParquetError(.malformed, "delta-encoded integers of \(width) bits") }
      let wanted = min(perMiniblock, header.count - values.count)
      let needed = (wanted * width + 7) / 8
      let start = try cursor.take(needed).lowerBound * 8
      // The last miniblock is padded to its full size, except by writers that leave the padding out.
      _ = try cursor.take(min(perMiniblock * width / 8 - needed, cursor.remaining))
      var last = values[values.count - 1]
      for item in 0..<wanted {
        let delta = Int64(bitPattern: cursor.bits(at: start + item * width, width: width))
        last = last &+ minimum &+ delta
        values.append(last)
      }
    }
  }

  /// Reads `count` lengths, none of which is negative, and whose sum is at most `limit`.
  static func decodeLengths(
    _ count: Int, limit: Int, from cursor: inout ByteCursor
  ) throws(ParquetError) -> [Int] {
    var lengths: [Int] = []
    var sum = 0
    for value in try decode(count, from: &cursor) {
      guard value >= 0, value <= Int64(limit - sum) else {
        throw ParquetError(.malformed, "a length of \(value) where at most \(limit - sum) bytes may follow")
      }
      sum += Int(value)
      lengths.append(Int(value))
    }
    return lengths
  }
}
