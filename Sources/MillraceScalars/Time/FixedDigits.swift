/// Numbers of a fixed number of digits, as dates and times are made of.
public enum FixedDigits {
  /// The number that two digits spell, or one above 99 when they are no digits.
  @inlinable @inline(__always)
  public static func pair(_ text: UnsafePointer<UInt8>) -> Int {
    let tens = text[0] &- UInt8(ascii: "0")
    let ones = text[1] &- UInt8(ascii: "0")
    guard tens <= 9, ones <= 9 else { return 100 }
    return Int(tens) &* 10 &+ Int(ones)
  }

  /// Appends `value` with at least `width` digits.
  static func append(_ value: Int, width: Int, to text: inout String) {
    let digits = String(value)
    text.append(String(repeating: "0", count: max(0, width - digits.utf8.count)))
    text.append(digits)
  }
}
