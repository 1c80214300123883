/// All digits of a decimal number, for the rare one whose first 19 do not decide which double is nearest.
///
/// The text has been checked to be a JSON number.
struct DecimalDigits {
  /// Half-way points between doubles have at most 767 digits that count, so what follows these can only tip the scale.
  private static let limit = 800

  /// The digits that count as one integer. If non-zero ones had to be left out, a 1 stands for them.
  private(set) var integer = WideInteger(0)
  /// The number is integer × 10^exponent.
  private(set) var exponent = 0

  init(_ text: UnsafePointer<UInt8>, count: Int) {
    var taken = 0
    var lost = false
    var isFraction = false
    var at = text[0] == UInt8(ascii: "-") ? 1 : 0
    while at < count, text[at] | 0x20 != UInt8(ascii: "e") {
      defer { at += 1 }
      if text[at] == UInt8(ascii: ".") {
        isFraction = true
        continue
      }
      let digit = text[at] - UInt8(ascii: "0")
      if taken < Self.limit {
        if taken > 0 || digit != 0 {
          integer.multiply(by: 10, adding: UInt64(digit))
          taken += 1
        }
        if isFraction { exponent -= 1 }
      } else {
        lost = lost || digit != 0
        if !isFraction { exponent += 1 }
      }
    }
    if lost {
      integer.multiply(by: 10, adding: 1)
      exponent -= 1
    }
    if at < count { exponent += DecimalFloat.scanExponent(text, count, at) ?? 0 }
  }
}
