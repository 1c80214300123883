/// Decodes the hybrid of runs and bit-packed groups that levels, dictionary indices and booleans come in.
///
/// Source: "Run Length Encoding / Bit-Packing Hybrid (RLE = 3)" in Encodings.md.
struct RunLengthDecoder {
  var cursor: ByteCursor
  /// Bits a value, 0 to 32.
  let width: Int

  /// Appends `count` values. None may exceed `maximum`.
  mutating func decode<Value: FixedWidthInteger>(
    _ count: Int, maximum: UInt64, into values: inout [Value]
  ) throws(ParquetError) {
    var left = count
    while left > 0 {
      if width == 0 && cursor.remaining == 0 {
        // Values of no bits are all 0; some writers then leave the runs out.
        values.append(contentsOf: repeatElement(0, count: left))
        return
      }
      let header = try cursor.varint()
      let length = header >> 1
      if header & 1 == 1 {
        let packed = length > UInt64(left) ? left : min(left, Int(length) * 8)
        try unpack(packed, maximum: maximum, into: &values)
        left -= packed
      } else {
        let run = Int(min(length, UInt64(left)))
        let value = try runValue()
        guard value <= maximum else { throw Self.beyond(value, maximum) }
        values.append(contentsOf: repeatElement(Value(truncatingIfNeeded: value), count: run))
        left -= run
      }
    }
  }

  private mutating func runValue() throws(ParquetError) -> UInt64 {
    // Whole bytes, so that a value too large for its bits is noticed.
    let range = try cursor.take((width + 7) / 8)
    return cursor.bits(at: range.lowerBound * 8, width: range.count * 8)
  }

  private mutating func unpack<Value: FixedWidthInteger>(
    _ count: Int, maximum: UInt64, into values: inout [Value]
  ) throws(ParquetError) {
    // Whole groups of eight are stored, except that some writers leave out the padding at the very end.
    let needed = (count * width + 7) / 8
    let start = try cursor.take(needed).lowerBound * 8
    _ = try cursor.take(min((count + 7) / 8 * width - needed, cursor.remaining))
    for index in 0..<count {
      let value = cursor.bits(at: start + index * width, width: width)
      guard value <= maximum else { throw Self.beyond(value, maximum) }
      values.append(Value(truncatingIfNeeded: value))
    }
  }

  static func beyond(_ value: UInt64, _ maximum: UInt64) -> ParquetError {
    ParquetError(.malformed, "a level or dictionary index of \(value), where \(maximum) is the largest")
  }
}
