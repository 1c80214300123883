internal import CMillraceSIMD

/// Parquet's RLE / bit-packing hybrid: runs of one value, and groups of eight values packed to a fixed width.
///
/// Used for levels and dictionary indices. Source: parquet-format, Encodings.md, "RLE = 3".
enum HybridEncoder {
  /// Bits needed for values up to `maximum`.
  static func width(for maximum: UInt32) -> Int { UInt32.bitWidth - maximum.leadingZeroBitCount }

  /// Appends the encoding of `values`, each below 2^width.
  ///
  /// Values are looked at in groups of eight, which is what packing works in: a group of one value begins a run.
  static func encode(_ values: UnsafeBufferPointer<UInt32>, width: Int, into out: inout EncodingBuffer) {
    guard let base = values.baseAddress else { return }
    var literal = 0  // where the groups begin that are not written yet
    var position = 0
    while position + 8 <= values.count {
      guard isUniform(base + position) else {
        position += 8
        continue
      }
      let value = base[position]
      var end = position + 8
      while end < values.count && base[end] == value { end += 1 }
      pack(base + literal, count: position - literal, width: width, into: &out)
      appendRun(of: value, count: end - position, width: width, into: &out)
      literal = end
      position = end
    }
    pack(base + literal, count: values.count - literal, width: width, into: &out)
  }

  /// Whether eight values are the same.
  @inline(__always)
  private static func isUniform(_ values: UnsafePointer<UInt32>) -> Bool {
    let pairs = UnsafeRawPointer(values)
    let first = pairs.loadUnaligned(as: UInt64.self)
    return values[0] == values[1] && first == pairs.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      && first == pairs.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
      && first == pairs.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
  }

  /// Appends one run.
  static func appendRun(of value: UInt32, count: Int, width: Int, into out: inout EncodingBuffer) {
    guard count > 0 else { return }
    out.appendVarint(UInt64(count) << 1)
    var rest = value
    for _ in 0..<(width + 7) / 8 {
      out.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  private static func pack(_ values: UnsafePointer<UInt32>, count: Int, width: Int, into out: inout EncodingBuffer) {
    guard count > 0 else { return }
    let groups = (count + 7) / 8
    out.appendVarint(UInt64(groups) << 1 | 1)
    out.reserve(groups * width + 8)
    let whole = count & ~7
    mr_bitpack32(values, whole, UInt32(width), out.base + out.count)
    out.count += whole / 8 * width
    if whole < count {
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 8) { last in
        last.initialize(repeating: 0)
        for i in whole..<count { last[i - whole] = values[i] }
        if let base = last.baseAddress { mr_bitpack32(base, 8, UInt32(width), out.base + out.count) }
      }
      out.count += width
    }
  }
}
