internal import CMillraceSIMD

/// DELTA_BINARY_PACKED: differences of neighbours, less the smallest one of a block, bit-packed.
///
/// Blocks of 128 values in four miniblocks of 32, as parquet-java writes them. All arithmetic wraps around, in the
/// width of the column, so that any sequence can be encoded. Source: parquet-format, Encodings.md, "DELTA_BINARY_PACKED = 5".
enum DeltaBinaryPackedEncoder {
  static let blockSize = 128
  static let miniblocks = 4
  static let miniblockSize = blockSize / miniblocks

  /// Bytes that `encode` will write at most, and (up to the rounding of the header) will write.
  static func size<Value: FixedWidthInteger & SignedInteger>(of values: UnsafeBufferPointer<Value>) -> Int {
    var size = 24
    var start = 1
    while start < values.count {
      let end = min(start + blockSize, values.count)
      size += 10 + miniblocks
      let least = leastDelta(values, start..<end)
      var first = start
      while first < end {
        size += width(values, first..<min(first + miniblockSize, end), least: least) * miniblockSize / 8
        first += miniblockSize
      }
      start = end
    }
    return size
  }

  /// Appends the encoding of `values`.
  static func encode<Value: FixedWidthInteger & SignedInteger>(
    _ values: UnsafeBufferPointer<Value>, into out: inout EncodingBuffer
  ) {
    out.appendVarint(UInt64(blockSize))
    out.appendVarint(UInt64(miniblocks))
    out.appendVarint(UInt64(values.count))
    out.appendVarint(zigzag(values.first ?? 0))
    var start = 1
    while start < values.count {
      let end = min(start + blockSize, values.count)
      encodeBlock(values, start..<end, into: &out)
      start = end
    }
  }

  private static func encodeBlock<Value: FixedWidthInteger & SignedInteger>(
    _ values: UnsafeBufferPointer<Value>, _ block: Range<Int>, into out: inout EncodingBuffer
  ) {
    let least = leastDelta(values, block)
    out.appendVarint(zigzag(least))
    out.reserve(miniblocks + blockSize * 8 + 16)
    let widths = out.base + out.count
    out.count += miniblocks
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: miniblockSize) { deltas in
      guard let packed = deltas.baseAddress else { return }
      for miniblock in 0..<miniblocks {
        let first = block.lowerBound + miniblock * miniblockSize
        let range = min(first, block.upperBound)..<min(first + miniblockSize, block.upperBound)
        guard !range.isEmpty else {
          widths[miniblock] = 0
          continue
        }
        deltas.initialize(repeating: 0)
        var all: UInt64 = 0
        for i in range {
          let delta = unsigned(values[i] &- values[i - 1] &- least)
          packed[i - first] = delta
          all |= delta
        }
        let width = UInt64.bitWidth - all.leadingZeroBitCount
        widths[miniblock] = UInt8(width)
        mr_bitpack64(packed, miniblockSize, UInt32(width), out.base + out.count)
        out.count += width * miniblockSize / 8
      }
    }
  }

  private static func leastDelta<Value: FixedWidthInteger & SignedInteger>(
    _ values: UnsafeBufferPointer<Value>, _ block: Range<Int>
  ) -> Value {
    var least = Value.max
    for i in block { least = min(least, values[i] &- values[i - 1]) }
    return least
  }

  private static func width<Value: FixedWidthInteger & SignedInteger>(
    _ values: UnsafeBufferPointer<Value>, _ range: Range<Int>, least: Value
  ) -> Int {
    var all: UInt64 = 0
    for i in range { all |= unsigned(values[i] &- values[i - 1] &- least) }
    return UInt64.bitWidth - all.leadingZeroBitCount
  }

  /// The bits of a wrapped difference in the value's own width.
  private static func unsigned<Value: FixedWidthInteger>(_ value: Value) -> UInt64 {
    Value.bitWidth == 32 ? UInt64(UInt32(truncatingIfNeeded: value)) : UInt64(truncatingIfNeeded: value)
  }

  private static func zigzag<Value: FixedWidthInteger>(_ value: Value) -> UInt64 {
    let wide = Int64(value)
    return UInt64(bitPattern: (wide << 1) ^ (wide >> 63))
  }
}
