internal import CMillraceSIMD

// Unsafe pointers here: values stand in padded buffers.

extension ByteValue {
  var isNumber: Bool { kind == .integer || kind == .number }

  /// A whole number of up to 18 characters, which 64 bits hold for certain.
  var shortInteger: Int64? {
    guard kind == .integer && count <= 18 else { return nil }
    let isNegative = start.pointee == 0x2D
    var p = isNegative ? start + 1 : start
    var value: Int64 = 0
    while p < end {
      value = value &* 10 &+ Int64(p.pointee &- 0x30)
      p += 1
    }
    return isNegative ? -value : value
  }

  /// A number without exponent of up to 15 digits: they and the power of ten are exact as doubles, so that their quotient is the
  /// double nearest to the number, as it is for any way to read it. (W. Clinger, How to read floating point numbers accurately.)
  var shortDouble: Double? {
    guard isNumber && count <= 16 else { return nil }
    let isNegative = start.pointee == 0x2D
    var p = isNegative ? start + 1 : start
    guard end - p <= 15 else { return nil }
    var digits: Int64 = 0
    var point: UnsafePointer<UInt8>?
    while p < end {
      let byte = p.pointee
      if byte == 0x2E {
        point = p
      } else {
        // An exponent.
        if byte &- 0x30 > 9 { return nil }
        digits = digits &* 10 &+ Int64(byte &- 0x30)
      }
      p += 1
    }
    let fractionDigits = point.map { end - $0 - 1 } ?? 0
    let magnitude = Double(digits) / mr_exact_power_of_ten(Int64(fractionDigits))
    return isNegative ? -magnitude : magnitude
  }
}
