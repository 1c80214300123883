/// A decimal number without loss: ± magnitude × 10^exponent, for up to 38 digits from the first to the last that is not zero.
public struct ExactDecimal {
  /// Whether the text begins with a minus sign.
  public var isNegative: Bool
  /// Its last digit is not zero, unless it is zero altogether.
  public var magnitude: UInt128 = 0
  /// The number of digits in `magnitude`, 0 for zero.
  public var digits = 0
  /// The power of ten.
  public var exponent = 0

  /// Nil when the text is no JSON number, or has more than 38 digits that count.
  @inlinable
  public init?(_ text: UnsafePointer<UInt8>, count: Int) {
    guard count > 0 else { return nil }
    isNegative = text[0] == UInt8(ascii: "-")
    let start = isNegative ? 1 : 0
    var at = start
    // Zeros wait until a digit follows them: those at the end only move the exponent.
    var zeros = 0
    guard scanDigits(text, count, &at, &zeros) else { return nil }
    let integerDigits = at &- start
    guard integerDigits > 0, integerDigits == 1 || text[start] != UInt8(ascii: "0") else { return nil }
    if at < count, text[at] == UInt8(ascii: ".") {
      at &+= 1
      let fractionStart = at
      guard scanDigits(text, count, &at, &zeros), at > fractionStart else { return nil }
      exponent = fractionStart &- at
    }
    exponent &+= zeros
    if at < count {
      guard let written = DecimalFloat.scanExponent(text, count, at) else { return nil }
      exponent &+= written
    }
  }

  /// Takes digits from `at` on, and moves it past them; false when there are too many.
  @inlinable
  public mutating func scanDigits(_ text: UnsafePointer<UInt8>, _ count: Int, _ at: inout Int, _ zeros: inout Int)
    -> Bool
  {
    while at < count {
      let digit = text[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { return true }
      at &+= 1
      if digit == 0 {
        zeros &+= 1
        continue
      }
      if digits > 0 { digits &+= zeros }
      digits &+= 1
      guard digits <= 38 else { return false }
      if magnitude != 0 {
        for _ in 0..<zeros { magnitude = magnitude &* 10 }
      }
      magnitude = magnitude &* 10 &+ UInt128(digit)
      zeros = 0
    }
    return true
  }
}
