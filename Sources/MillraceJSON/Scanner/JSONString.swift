/// Turns the bytes between a JSON string's quotes into its text, and text into such bytes.
public enum JSONString {
  /// The value of four hexadecimal digits, or nil where one of them is none.
  @inlinable
  public static func hexUnit(_ p: UnsafePointer<UInt8>) -> UInt32? {
    var unit: UInt32 = 0
    for i in 0..<4 {
      let byte = p[i]
      let digit: UInt8
      switch byte {
      case 0x30...0x39: digit = byte &- 0x30
      case 0x41...0x46: digit = byte &- 0x37
      case 0x61...0x66: digit = byte &- 0x57
      default: return nil
      }
      unit = unit &<< 4 | UInt32(digit)
    }
    return unit
  }

  /// Writes the text of a scanned string to `out` and returns its length, at most `count`.
  /// - Precondition: `JSONScanner.scanString` has accepted the bytes; `out` has room for `count` bytes.
  public static func unescape(
    _ source: UnsafePointer<UInt8>, count: Int, into out: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var written = 0
    var i = 0
    while i < count {
      let byte = source[i]
      guard byte == 0x5C else {
        out[written] = byte
        written += 1
        i += 1
        continue
      }
      if source[i + 1] == 0x75 {
        i += unescapeUnicode(source + i, into: out, at: &written)
      } else {
        out[written] = shortEscape(source[i + 1])
        written += 1
        i += 2
      }
    }
    return written
  }

  /// Writes the scalar of a `\uXXXX` escape or pair of them; returns how many bytes it took in the source.
  private static func unescapeUnicode(
    _ escape: UnsafePointer<UInt8>, into out: UnsafeMutablePointer<UInt8>, at written: inout Int
  ) -> Int {
    var scalar = hexUnit(escape + 2) ?? 0xFFFD
    var taken = 6
    if scalar & 0xFC00 == 0xD800, let low = hexUnit(escape + 8) {
      scalar = 0x10000 + ((scalar & 0x3FF) << 10 | (low & 0x3FF))
      taken = 12
    }
    for byte in UTF8.encode(Unicode.Scalar(scalar) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
      out[written] = byte
      written += 1
    }
    return taken
  }

  private static func shortEscape(_ byte: UInt8) -> UInt8 {
    switch byte {
    case 0x62: 0x08
    case 0x66: 0x0C
    case 0x6E: 0x0A
    case 0x72: 0x0D
    case 0x74: 0x09
    default: byte
    }
  }

  /// Appends `text` as a JSON string, quotes included.
  public static func appendQuoted(_ text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x08: bytes += [0x5C, 0x62]
      case 0x0C: bytes += [0x5C, 0x66]
      case 0x0A: bytes += [0x5C, 0x6E]
      case 0x0D: bytes += [0x5C, 0x72]
      case 0x09: bytes += [0x5C, 0x74]
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes += [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }
}
