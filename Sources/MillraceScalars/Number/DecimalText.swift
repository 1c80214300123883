/// Decimal numbers of a fixed precision and scale, as Parquet's `DECIMAL` holds them: an integer × 10^-scale.
///
/// Text follows RFC 8259, section 6, exponents included: `1.5e3` is 1500.
public enum DecimalText {
  /// The most digits that Parquet readers agree on, and that fit 16 bytes.
  package static let maximumPrecision = 38

  /// The unscaled value of the whole text, or nil when it is no number or does not fit exactly: a digit beyond the scale that is not
  /// zero, more than `precision` digits, or a negative zero, whose sign would be lost.
  ///
  /// `precision` is 1…38, `scale` is 0…precision.
  @inlinable
  public static func parseInt128(
    _ text: UnsafePointer<UInt8>, count: Int, precision: Int, scale: Int
  ) -> Int128? {
    guard let number = ExactDecimal(text, count: count) else { return nil }
    guard number.magnitude != 0 else { return number.isNegative ? nil : 0 }
    // The last digit of the magnitude is not zero: a negative shift would lose it.
    let shift = number.exponent &+ scale
    guard shift >= 0, shift <= precision &- number.digits else { return nil }
    var unscaled = Int128(truncatingIfNeeded: number.magnitude)
    for _ in 0..<shift { unscaled = unscaled &* 10 }
    return number.isNegative ? 0 &- unscaled : unscaled
  }

  /// The same for a precision of at most 18, whose values fit 64 bits.
  @inlinable
  public static func parseInt64(
    _ text: UnsafePointer<UInt8>, count: Int, precision: Int, scale: Int
  ) -> Int64? {
    guard let value = parseInt128(text, count: count, precision: min(precision, 18), scale: scale) else { return nil }
    return Int64(truncatingIfNeeded: value)
  }

  /// Writes the unscaled value as 16 big-endian bytes in two's complement, Parquet's `FIXED_LEN_BYTE_ARRAY(16)`.
  @inlinable
  public static func parseBigEndian(
    _ text: UnsafePointer<UInt8>, count: Int, precision: Int, scale: Int, into bytes: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    guard let value = parseInt128(text, count: count, precision: precision, scale: scale) else { return false }
    UnsafeMutableRawPointer(bytes).storeBytes(of: value.bigEndian, as: Int128.self)
    return true
  }

  /// The text of an unscaled value with exactly `scale` digits after the point.
  package static func format(_ unscaled: Int128, scale: Int) -> String {
    let digits = String(unscaled.magnitude)
    let sign = unscaled < 0 ? "-" : ""
    guard scale > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
  }
}
