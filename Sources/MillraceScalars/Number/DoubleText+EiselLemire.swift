import CMillraceSIMD

extension DoubleText {
  /// The double nearest to significand × 10^exponent, infinity if that is too large for one.
  ///
  /// M. Eisel's and D. Lemire's algorithm ("Number parsing at a gigabyte per second", 2021); that 128 bits of the power always
  /// suffice was shown by N. Mushtak and D. Lemire ("Fast number parsing without fallback", 2022).
  static func nearest(significand: UInt64, exponent: Int) -> Double {
    guard significand != 0, exponent >= Int(MR_SMALLEST_POWER_OF_FIVE) else { return 0 }
    guard exponent <= Int(MR_LARGEST_POWER_OF_FIVE) else { return .infinity }
    let shift = significand.leadingZeroBitCount
    let product = leadingProduct(significand << shift, exponent)
    let topBit = Int(product.high >> 63)
    // 52 bits of fraction, the implicit one, and one bit to round by.
    let kept = product.high >> (topBit + 9)
    // 217706 / 65536 approximates log2(10) closely enough for every exponent of the table.
    let biasedExponent = (217_706 * exponent) >> 16 + 63 + topBit - shift + 1023
    if biasedExponent <= 0 { return subnormal(kept, biasedExponent) }
    var rounded = kept
    // Exactly half-way between two doubles: only possible where 5^|exponent| fits 64 bits, and then the product is exact.
    if product.low <= 1, exponent >= -4, exponent <= 23, kept & 3 == 1, kept << (topBit + 9) == product.high {
      rounded &= ~1
    }
    return assemble(rounded, biasedExponent)
  }

  /// The upper 128 bits of a normalised significand times the leading bits of 5^exponent, as far as rounding needs them.
  private static func leadingProduct(_ significand: UInt64, _ exponent: Int) -> (high: UInt64, low: UInt64) {
    let power = mr_power_of_five(Int64(exponent))
    var (high, low) = significand.multipliedFullWidth(by: power[0])
    // If the nine bits below the kept ones are all set, a carry from the power's lower half could reach the kept ones.
    if high & 0x1ff == 0x1ff {
      let correction = significand.multipliedFullWidth(by: power[1]).high
      let (sum, carried) = low.addingReportingOverflow(correction)
      low = sum
      if carried { high += 1 }
    }
    return (high, low)
  }

  private static func subnormal(_ kept: UInt64, _ biasedExponent: Int) -> Double {
    let shift = 1 - biasedExponent
    guard shift < 64 else { return 0 }
    let shifted = kept >> shift
    // Rounding up may give the smallest normal number; its bit pattern follows that of the largest subnormal one.
    return Double(bitPattern: (shifted + shifted & 1) >> 1)
  }

  private static func assemble(_ kept: UInt64, _ biasedExponent: Int) -> Double {
    var fraction = (kept + kept & 1) >> 1
    var exponent = biasedExponent
    if fraction >= 1 << 53 {
      fraction = 1 << 52
      exponent += 1
    }
    guard exponent < 0x7ff else { return .infinity }
    return Double(bitPattern: UInt64(exponent) << 52 | fraction & ((1 << 52) - 1))
  }
}
