extension DoubleText {
  /// The double nearest to a number, found by comparing it exactly with the half-way points around a guess that is at most a few
  /// doubles away; infinity if the number is too large.
  static func nearestExactly(to digits: DecimalDigits, startingAt guess: Double) -> Double {
    var candidate = guess.isFinite ? guess : .greatestFiniteMagnitude
    while candidate.isFinite, isAbove(digits, middleAbove: candidate) {
      candidate = candidate.nextUp
    }
    while candidate.isFinite, candidate > 0, !isAbove(digits, middleAbove: candidate.nextDown) {
      candidate = candidate.nextDown
    }
    return candidate
  }

  /// Whether the number rounds to more than `lower`: it lies above the point half-way to the next double, or exactly on it and that
  /// next one is the even one.
  private static func isAbove(_ digits: DecimalDigits, middleAbove lower: Double) -> Bool {
    let isNormal = lower.exponentBitPattern > 0
    let significand = lower.significandBitPattern | (isNormal ? 1 << 52 : 0)
    // Half-way is (2 × significand + 1) × 2^binaryExponent.
    let binaryExponent = Int(max(lower.exponentBitPattern, 1)) - 1023 - 52 - 1
    var number = digits.integer
    var middle = WideInteger(2 * significand + 1)
    if digits.exponent >= 0 {
      number.multiply(byPowerOfFive: digits.exponent)
    } else {
      middle.multiply(byPowerOfFive: -digits.exponent)
    }
    let shift = digits.exponent - binaryExponent
    if shift >= 0 { number.shiftLeft(by: shift) } else { middle.shiftLeft(by: -shift) }
    return number > middle || number == middle && significand & 1 == 1
  }
}
