/// A position in the bytes of a page. Every read is checked; none is beyond `end`.
struct ByteCursor {
  let bytes: [UInt8]
  private(set) var position: Int
  let end: Int

  init(_ bytes: [UInt8]) {
    self.init(bytes, 0..<bytes.count)
  }

  /// - Precondition: `range` is within `bytes`.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    precondition(range.upperBound <= bytes.count)
    self.bytes = bytes
    self.position = range.lowerBound
    self.end = range.upperBound
  }

  var remaining: Int { end - position }

  /// Passes over `count` bytes and says where they are.
  mutating func take(_ count: Int) throws(ParquetError) -> Range<Int> {
    guard count >= 0, count <= remaining else {
      throw ParquetError(.malformed, "a page ends \(remaining) bytes before \(count) more are needed")
    }
    defer { position += count }
    return position..<position + count
  }

  mutating func byte() throws(ParquetError) -> UInt8 {
    bytes[try take(1).lowerBound]
  }

  mutating func uint32() throws(ParquetError) -> UInt32 {
    load(try take(4).lowerBound)
  }

  /// A little-endian length in four bytes, within what is left.
  mutating func length() throws(ParquetError) -> Int {
    let value = Int(try uint32())
    guard value <= remaining else {
      throw ParquetError(.malformed, "a length of \(value) in a page that has \(remaining) bytes left")
    }
    return value
  }

  /// An unsigned integer of base-128 digits, lowest first.
  mutating func varint() throws(ParquetError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let next = try byte()
      value |= UInt64(next & 0x7F) &<< shift
      if next < 0x80 { return value }
    }
    throw ParquetError(.malformed, "an integer of more than ten bytes in a page")
  }

  mutating func zigZag() throws(ParquetError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  /// The little-endian integer at a byte; traps beyond the page, as an array does.
  func load<Value: FixedWidthInteger & BitwiseCopyable>(_ offset: Int, as: Value.Type = Value.self) -> Value {
    Value(littleEndian: bytes.span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Value.self))
  }

  /// Up to 64 bits at a bit position, lowest bit first; bits beyond `end` are 0.
  func bits(at bit: Int, width: Int) -> UInt64 {
    guard width > 0 else { return 0 }
    let offset = bit >> 3
    let shift = bit & 7
    var value: UInt64 = 0
    if offset + 9 <= end {
      value = load(offset, as: UInt64.self) >> UInt64(shift)
      if shift + width > 64 { value |= UInt64(bytes[offset + 8]) << UInt64(64 - shift) }
    } else {
      for index in 0..<(shift + width + 7) >> 3 where offset + index < end {
        let byte = UInt64(bytes[offset + index])
        value |= index == 0 ? byte >> UInt64(shift) : byte << UInt64(8 * index - shift)
      }
    }
    return width == 64 ? value : value & (1 << UInt64(width) - 1)
  }
}
