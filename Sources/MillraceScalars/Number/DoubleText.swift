public import CMillraceSIMD

/// Doubles as JSON writes them (RFC 8259, section 6).
public enum DoubleText {
  /// The double nearest to the number that the whole text spells, ties to even; nil when it is no number or rounds to infinity.
  ///
  /// A number too small for a double is 0 with its sign, as IEEE 754 rounds it.
  @inlinable
  public static func parse(_ text: UnsafePointer<UInt8>, count: Int) -> Double? {
    guard let decimal = DecimalFloat(text, count: count) else { return nil }
    if !decimal.isTruncated, let quick = exactProduct(decimal) { return quick }
    return parseHard(decimal, text, count: count)
  }

  /// The shortest text that reads back as the same double.
  package static func format(_ value: Double) -> String { value.description }

  /// One rounding, of exact operands, is a correct one (W. D. Clinger, "How to read floating point numbers accurately", 1990).
  @inlinable @inline(__always)
  public static func exactProduct(_ decimal: DecimalFloat) -> Double? {
    guard decimal.significand <= 1 &<< 53, decimal.exponent >= -22, decimal.exponent <= 22 else { return nil }
    let significand = Double(Int64(bitPattern: decimal.significand))
    let magnitude =
      decimal.exponent < 0
      ? significand / mr_exact_power_of_ten(Int64(0 &- decimal.exponent))
      : significand * mr_exact_power_of_ten(Int64(decimal.exponent))
    return decimal.isNegative ? -magnitude : magnitude
  }

  @usableFromInline
  package static func parseHard(_ decimal: DecimalFloat, _ text: UnsafePointer<UInt8>, count: Int) -> Double? {
    var magnitude = nearest(significand: decimal.significand, exponent: decimal.exponent)
    // When digits were left out, the number lies between two significands. Mostly both have the same nearest double.
    if decimal.isTruncated,
      magnitude != nearest(significand: decimal.significand + 1, exponent: decimal.exponent)
    {
      magnitude = nearestExactly(to: DecimalDigits(text, count: count), startingAt: magnitude)
    }
    guard magnitude.isFinite else { return nil }
    return decimal.isNegative ? -magnitude : magnitude
  }
}
