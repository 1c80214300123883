/// A non-negative integer of any size, with just the operations that comparing decimal and binary fractions takes.
struct WideInteger: Comparable {
  /// Least significant first, without zeros at the end.
  private var words: [UInt64]

  init(_ value: UInt64) {
    words = value == 0 ? [] : [value]
  }

  mutating func multiply(by factor: UInt64, adding addend: UInt64 = 0) {
    var carry = addend
    for index in words.indices {
      let product = words[index].multipliedFullWidth(by: factor)
      let (low, overflowed) = product.low.addingReportingOverflow(carry)
      words[index] = low
      carry = product.high + (overflowed ? 1 : 0)
    }
    if carry != 0 { words.append(carry) }
  }

  mutating func multiply(byPowerOfFive exponent: Int) {
    // 5^27 is the largest power of five in 64 bits.
    for _ in 0..<(exponent / 27) { multiply(by: 7_450_580_596_923_828_125) }
    for _ in 0..<(exponent % 27) { multiply(by: 5) }
  }

  mutating func shiftLeft(by count: Int) {
    guard !words.isEmpty else { return }
    multiply(by: 1 << UInt64(count % 64))
    words.insert(contentsOf: repeatElement(0, count: count / 64), at: 0)
  }

  static func < (left: WideInteger, right: WideInteger) -> Bool {
    guard left.words.count == right.words.count else { return left.words.count < right.words.count }
    for (mine, other) in zip(left.words.reversed(), right.words.reversed()) where mine != other {
      return mine < other
    }
    return false
  }
}
