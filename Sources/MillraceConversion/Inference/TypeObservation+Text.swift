internal import MillraceScalars

/// Values that are text without a type of their own, as in CSV.
extension TypeObservation {
  /// Notes what a text could be.
  mutating func noteText(_ text: UnsafePointer<UInt8>, _ count: Int) {
    if Self.isInteger(text, count) {
      noteNumber(text, count, isInteger: true)
    } else if DoubleText.parse(text, count: count) != nil {
      noteNumber(text, count, isInteger: false)
    } else if ScalarText.boolean(text, count) != nil {
      booleans += 1
    } else {
      noteString(text, count, isPlain: true)
    }
  }

  /// Digits without a leading zero, which would be lost, and not `-0`, whose sign would be.
  private static func isInteger(_ text: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    let sign = count > 0 && text[0] == UInt8(ascii: "-") ? 1 : 0
    let digits = UnsafeBufferPointer(start: text + sign, count: max(count - sign, 0))
    guard let first = digits.first, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    return first != 0x30 || (digits.count == 1 && sign == 0)
  }

  /// The narrowest type that all of the texts fit without loss; a string where there is none or nothing was seen.
  var textType: ColumnType {
    switch (integers + numbers > 0, booleans > 0, strings > 0) {
    case (true, false, false), (false, true, false), (false, false, true): type == .json ? .string : type
    default: .string
    }
  }
}
