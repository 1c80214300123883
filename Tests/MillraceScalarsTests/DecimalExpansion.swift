/// All decimal digits of the point half-way between a double and the next larger one.
struct DecimalExpansion {
  /// Digits from the most significant on.
  private var digits: [UInt8]
  /// The number is 0.digits × 10^exponent.
  private var exponent: Int

  init(middleAbove lower: Double) {
    let implicitBit: UInt64 = lower.exponentBitPattern > 0 ? 1 << 52 : 0
    let doubled = (lower.significandBitPattern | implicitBit) * 2 + 1
    let binaryExponent = Int(max(lower.exponentBitPattern, 1)) - 1076
    // Least significant digit first while multiplying; for negative powers of two multiply by 5 and move the point.
    var reversed = String(doubled).utf8.reversed().map { $0 - UInt8(ascii: "0") }
    for _ in 0..<abs(binaryExponent) {
      Self.multiply(&reversed, by: binaryExponent < 0 ? 5 : 2)
    }
    digits = reversed.reversed()
    exponent = digits.count - max(0, -binaryExponent)
  }

  var text: String { Self.text(digits, exponent) }

  var textWithOneDigitMore: String { Self.text(digits + [1], exponent) }

  var textJustBelow: String {
    var lower = digits
    var place = lower.count - 1
    while lower[place] == 0 {
      lower[place] = 9
      place -= 1
    }
    lower[place] -= 1
    return Self.text(lower + [9], exponent)
  }

  private static func multiply(_ digits: inout [UInt8], by factor: UInt8) {
    var carry: UInt8 = 0
    for index in digits.indices {
      let product = digits[index] * factor + carry
      digits[index] = product % 10
      carry = product / 10
    }
    if carry > 0 { digits.append(carry) }
  }

  private static func text(_ digits: [UInt8], _ exponent: Int) -> String {
    "0.\(String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self))e\(exponent)"
  }
}
