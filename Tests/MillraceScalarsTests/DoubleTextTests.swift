import Foundation
import MillraceScalars
import Testing

@Suite struct DoubleTextTests {
  private func parse(_ text: String) -> Double? {
    withExactBytes(text) { DoubleText.parse($0, count: $1) }
  }

  /// Compares bits with what the C library makes of the same text.
  private func expectSameAsC(_ text: String) {
    let expected = strtod(text, nil)
    let parsed = parse(text)
    if expected.isInfinite {
      #expect(parsed == nil, "\(text.prefix(60))")
    } else {
      #expect(parsed?.bitPattern == expected.bitPattern, "\(text.prefix(60))")
    }
  }

  @Test func readsBackWhatSwiftWrites() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<100_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      let parsed = parse(DoubleText.format(value))
      if parsed?.bitPattern != value.bitPattern { Issue.record("\(value)") }
    }
  }

  @Test(arguments: [
    0.0, -0.0, .leastNonzeroMagnitude, .leastNormalMagnitude, .leastNormalMagnitude.nextDown, .greatestFiniteMagnitude,
    .pi, 0.1, 1e22, 1e23, 9_007_199_254_740_992, -.greatestFiniteMagnitude,
  ])
  func readsBackSpecialValues(value: Double) {
    #expect(parse(DoubleText.format(value))?.bitPattern == value.bitPattern)
  }

  @Test func readsDigitsAndExponentsOfEveryLength() {
    var generator = SeededGenerator(seed: 3)
    for length in 1...40 {
      for _ in 0..<400 {
        var digits = (0..<length).map { _ in String(Int.random(in: 0...9, using: &generator)) }
        if length > 1, digits[0] == "0" { digits[0] = "1" }
        let point = Int.random(in: 1...length, using: &generator)
        if point < length { digits.insert(".", at: point) }
        let exponent = Int.random(in: -345...315, using: &generator)
        expectSameAsC(digits.joined())
        expectSameAsC("-\(digits.joined())e\(exponent)")
        expectSameAsC("0.000\(digits.joined().filter { $0 != "." })E+\(abs(exponent))")
      }
    }
  }

  /// Numbers exactly half-way between two doubles, a little below and a little above.
  @Test func roundsHalfWayCasesToEven() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<400 {
      let lower = Double(bitPattern: generator.next() & .max >> 1)
      guard lower.isFinite, lower < .greatestFiniteMagnitude else { continue }
      let middle = DecimalExpansion(middleAbove: lower)
      let even = lower.significandBitPattern & 1 == 0 ? lower : lower.nextUp
      #expect(parse(middle.text) == even)
      #expect(parse(middle.textWithOneDigitMore) == lower.nextUp)
      #expect(parse(middle.textJustBelow) == lower)
      expectSameAsC(middle.text)
    }
  }

  @Test func roundsHalfWayCasesAmongSubnormals() {
    for bits in [0, 1, 2, 3, 1 << 51, (1 << 52) - 1, 1 << 52] as [UInt64] {
      let lower = Double(bitPattern: bits)
      let middle = DecimalExpansion(middleAbove: lower)
      #expect(parse(middle.text) == (bits & 1 == 0 ? lower : lower.nextUp))
      #expect(parse(middle.textWithOneDigitMore) == lower.nextUp)
      #expect(parse(middle.textJustBelow) == lower)
    }
  }

  @Test func refusesWhatRoundsToInfinity() {
    let limit = DecimalExpansion(middleAbove: .greatestFiniteMagnitude)
    #expect(parse(limit.text) == nil)
    #expect(parse(limit.textJustBelow) == .greatestFiniteMagnitude)
    for text in ["1e309", "1.7976931348623159e308", "1e99999999999999999999", "-1e400", "123456789012345678901e300"] {
      #expect(parse(text) == nil)
    }
  }

  @Test func roundsWhatIsTooSmallToZero() {
    #expect(parse("1e-400")?.bitPattern == 0)
    #expect(parse("-1e-99999999999999999999")?.bitPattern == 1 << 63)
    #expect(parse("0e99999999999999999999") == 0)
    #expect(parse("2.4703282292062327e-324")?.bitPattern == 0)
    #expect(parse("2.4703282292062328e-324") == .leastNonzeroMagnitude)
  }

  @Test func readsVeryLongNumbers() {
    let zeros = String(repeating: "0", count: 5_000)
    #expect(parse("0.\(zeros)1e5001") == 1)
    #expect(parse("1\(zeros)e-5000") == 1)
    #expect(parse("9007199254740993.\(zeros)1") == 9_007_199_254_740_994)
    #expect(parse("9007199254740993.\(zeros)") == 9_007_199_254_740_992)
    #expect(parse("1\(zeros)") == nil)
  }

  @Test(arguments: [
    "", "-", "+1", ".5", "5.", "1.e3", "01", "-01.5", "1e", "1e+", "1e-", "1e5.0", "0x10", "inf", "nan", "NaN",
    "Infinity",
    "1 ", " 1", "1,5", "1e5x", "--1", "1.2.3", "1_000", "12345678.12345678.1",
  ])
  func refuses(text: String) {
    #expect(parse(text) == nil)
  }
}
