/// Writes decimals, which are stored as integers and a scale.
enum DecimalText {
  /// The longest integer that is written in digits, in bytes.
  private static let maximumBytes = 4096
  /// The largest scale that is written by placing a point.
  private static let maximumScale = 1000

  /// Appends `unscaled` · 10^-`scale`.
  static func append(_ unscaled: Int64, scale: Int, to text: inout [UInt8]) {
    append(digits: [UInt8](String(unscaled.magnitude).utf8), negative: unscaled < 0, scale: scale, to: &text)
  }

  /// Appends `unscaled` · 10^-`scale`, `unscaled` being big-endian and in two's complement.
  static func append(_ unscaled: ArraySlice<UInt8>, scale: Int, to text: inout [UInt8]) {
    guard unscaled.count <= maximumBytes else {
      text.append(contentsOf: "(decimal of \(unscaled.count) bytes)".utf8)
      return
    }
    let negative = (unscaled.first ?? 0) >= 0x80
    append(digits: digits(of: magnitude(of: unscaled)), negative: negative, scale: scale, to: &text)
  }

  private static func append(digits: [UInt8], negative: Bool, scale: Int, to text: inout [UInt8]) {
    if negative { text.append(UInt8(ascii: "-")) }
    guard scale > 0 && scale <= maximumScale else {
      text.append(contentsOf: digits)
      if scale != 0 { text.append(contentsOf: "e\(-scale)".utf8) }
      return
    }
    let padded = repeatElement(UInt8(ascii: "0"), count: max(0, scale + 1 - digits.count)) + digits
    text.append(contentsOf: padded[..<(padded.count - scale)])
    text.append(UInt8(ascii: "."))
    text.append(contentsOf: padded[(padded.count - scale)...])
  }

  /// The absolute value, in limbs of 32 bits, highest first.
  private static func magnitude(of bytes: ArraySlice<UInt8>) -> [UInt32] {
    let negative = (bytes.first ?? 0) >= 0x80
    var padded = [UInt8](repeating: negative ? 0xFF : 0, count: (4 - bytes.count % 4) % 4) + bytes
    if negative {
      var carry = true
      for index in padded.indices.reversed() {
        let (sum, overflows) = (~padded[index]).addingReportingOverflow(carry ? 1 : 0)
        padded[index] = sum
        carry = overflows
      }
    }
    return stride(from: 0, to: padded.count, by: 4).map { start in
      padded[start..<start + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  private static func digits(of magnitude: [UInt32]) -> [UInt8] {
    var limbs = magnitude[...]
    var reversed: [UInt8] = []
    while true {
      limbs = limbs.drop { $0 == 0 }
      guard !limbs.isEmpty else { break }
      var remainder: UInt64 = 0
      for index in limbs.indices {
        let value = remainder << 32 | UInt64(limbs[index])
        limbs[index] = UInt32(value / 1_000_000_000)
        remainder = value % 1_000_000_000
      }
      for _ in 0..<9 {
        reversed.append(UInt8(ascii: "0") + UInt8(remainder % 10))
        remainder /= 10
      }
    }
    while reversed.last == UInt8(ascii: "0") { reversed.removeLast() }
    return reversed.isEmpty ? [UInt8(ascii: "0")] : reversed.reversed()
  }
}
