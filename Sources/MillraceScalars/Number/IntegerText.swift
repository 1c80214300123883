public import CMillraceSIMD

/// Integers as JSON writes them: an optional `-`, then digits without a leading zero (RFC 8259, section 6, without fraction and exponent).
public enum IntegerText {
  /// The integer that the whole text spells, or nil when it is none or lies outside `Int64`.
  ///
  /// `-0` is nil as well: an integer cannot keep its sign.
  @inlinable
  public static func parseInt64(_ text: UnsafePointer<UInt8>, count: Int) -> Int64? {
    guard count > 0 else { return nil }
    let isNegative = text[0] == UInt8(ascii: "-")
    let digits = isNegative ? text + 1 : text
    let length = isNegative ? count &- 1 : count
    // 19 digits always fit UInt64, and no 20 without a leading zero fit Int64.
    guard length > 0, length <= 19 else { return nil }
    if digits[0] == UInt8(ascii: "0") { return length == 1 && !isNegative ? 0 : nil }
    guard let magnitude = parseDigits(digits, count: length) else { return nil }
    guard magnitude <= UInt64(Int64.max) &+ (isNegative ? 1 : 0) else { return nil }
    let value = Int64(bitPattern: magnitude)
    return isNegative ? 0 &- value : value
  }

  /// The integer that the whole text spells, or nil when it is none, is `-0`, or lies outside `Int32`.
  @inlinable
  public static func parseInt32(_ text: UnsafePointer<UInt8>, count: Int) -> Int32? {
    guard count <= 11, let value = parseInt64(text, count: count) else { return nil }
    return Int32(exactly: value)
  }

  /// The number that 1 to 19 digits spell, or nil when one of them is no digit.
  @inlinable @inline(__always)
  public static func parseDigits(_ text: UnsafePointer<UInt8>, count: Int) -> UInt64? {
    var value: UInt64 = 0
    var at = 0
    while count &- at >= 8 {
      let characters = mr_load64(text + at)
      guard EightDigits.areDigits(characters) else { return nil }
      value = value &* 100_000_000 &+ EightDigits.value(characters)
      at &+= 8
    }
    let rest = count &- at
    let characters = EightDigits.loadPartial(text + at, count: rest)
    guard EightDigits.areDigits(characters) else { return nil }
    return value &* mr_integer_power_of_ten(Int64(rest)) &+ EightDigits.value(characters)
  }

  /// The shortest text of an integer, as `parseInt64` reads it.
  package static func format(_ value: Int64) -> String { String(value) }
}
