public import CMillraceSIMD

/// A decimal number taken apart: ± significand × 10^exponent.
///
/// The text follows RFC 8259, section 6: an optional `-`, digits without a leading zero, an optional fraction and exponent.
public struct DecimalFloat {
  /// Whether the text begins with a minus sign.
  public var isNegative: Bool
  /// The first 19 digits that count (leading zeros do not).
  public var significand: UInt64
  /// The power of ten.
  public var exponent: Int
  /// Whether there were more than 19 digits that count: the value is then ≥ this one and < this one with significand + 1.
  public var isTruncated: Bool

  /// Beyond this, an exponent is as good as infinite even for a text of 2⁴⁰ digits; stopping here keeps it from overflowing.
  @inlinable
  public static var exponentLimit: Int { 1_000_000_000_000_000 }

  /// Nil when the text is no JSON number.
  @inlinable
  public init?(_ text: UnsafePointer<UInt8>, count: Int) {
    guard count > 0 else { return nil }
    isNegative = text[0] == UInt8(ascii: "-")
    significand = 0
    exponent = 0
    isTruncated = false
    let start = isNegative ? 1 : 0
    var at = start
    Self.scanDigits(text, count, &at, &significand)
    let integerDigits = at &- start
    guard integerDigits > 0, integerDigits == 1 || text[start] != UInt8(ascii: "0") else { return nil }
    var fractionDigits = 0
    if at < count, text[at] == UInt8(ascii: ".") {
      at &+= 1
      let fractionStart = at
      Self.scanDigits(text, count, &at, &significand)
      fractionDigits = at &- fractionStart
      guard fractionDigits > 0 else { return nil }
    }
    exponent = 0 &- fractionDigits
    if at < count {
      guard let written = Self.scanExponent(text, count, at) else { return nil }
      exponent &+= written
    }
    if integerDigits &+ fractionDigits > 19 {
      keepFirstDigits(text + start, digits: integerDigits &+ fractionDigits)
    }
  }

  /// Adds the digits at `at` to `value` (wrapping round after the 19th) and moves `at` past them.
  @inlinable @inline(__always)
  public static func scanDigits(_ text: UnsafePointer<UInt8>, _ count: Int, _ at: inout Int, _ value: inout UInt64) {
    while count &- at >= 8 {
      let characters = mr_load64(text + at)
      guard EightDigits.areDigits(characters) else { break }
      value = value &* 100_000_000 &+ EightDigits.value(characters)
      at &+= 8
    }
    while at < count {
      let digit = text[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { return }
      value = value &* 10 &+ UInt64(digit)
      at &+= 1
    }
  }

  /// The exponent part from `at` to the end of the text, or nil when something else is there.
  @inlinable
  public static func scanExponent(_ text: UnsafePointer<UInt8>, _ count: Int, _ start: Int) -> Int? {
    guard text[start] | 0x20 == UInt8(ascii: "e") else { return nil }
    var at = start &+ 1
    guard at < count else { return nil }
    let isNegative = text[at] == UInt8(ascii: "-")
    if isNegative || text[at] == UInt8(ascii: "+") { at &+= 1 }
    guard at < count else { return nil }
    var value = 0
    while at < count {
      let digit = text[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      if value < exponentLimit { value = value &* 10 &+ Int(digit) }
      at &+= 1
    }
    return isNegative ? 0 &- value : value
  }

  /// Replaces a significand that may have wrapped round by the first 19 digits that count.
  @usableFromInline
  package mutating func keepFirstDigits(_ text: UnsafePointer<UInt8>, digits: Int) {
    var remaining = digits
    var kept = 0
    var value: UInt64 = 0
    var at = 0
    while remaining > 0, kept < 19 {
      let character = text[at]
      at &+= 1
      if character == UInt8(ascii: ".") { continue }
      remaining &-= 1
      if kept == 0, character == UInt8(ascii: "0") { continue }
      value = value &* 10 &+ UInt64(character &- UInt8(ascii: "0"))
      kept &+= 1
    }
    significand = value
    exponent &+= remaining
    isTruncated = remaining > 0
  }
}
