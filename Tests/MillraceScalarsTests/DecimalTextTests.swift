import MillraceScalars
import Testing

@Suite struct DecimalTextTests {
  private func parse(_ text: String, _ precision: Int, _ scale: Int) -> Int128? {
    withExactBytes(text) { DecimalText.parseInt128($0, count: $1, precision: precision, scale: scale) }
  }

  @Test(
    arguments: [
      ("0", 0), ("0.00", 0), ("0e5", 0), ("1", 100), ("1.5", 150), ("-1.50", -150), ("1.500000000", 150),
      ("12e1", 12_000),
      ("1.5E+2", 15_000), ("12345e-2", 12_345), ("100e-4", 1), ("9999999999.99", 999_999_999_999), ("0.01", 1),
      ("-0.01", -1),
    ] as [(String, Int128)])
  func readsExactly(text: String, unscaled: Int128) {
    #expect(parse(text, 12, 2) == unscaled)
    #expect(withExactBytes(text) { DecimalText.parseInt64($0, count: $1, precision: 12, scale: 2) } == Int64(unscaled))
  }

  @Test(arguments: [
    "", "-", "-0", "-0.00", "0.001", "1.005", "10000000000", "1e10", "1e-3", "01", "1.", ".5", "1e", "x", "1x", "1.5 ",
    "+1",
    "1e999999999999999999999", "1e-999999999999999999999",
  ])
  func refuses(text: String) {
    #expect(parse(text, 12, 2) == nil)
  }

  @Test func reachesThirtyEightDigits() {
    let nines = String(repeating: "9", count: 38)
    #expect(parse(nines, 38, 0).map(String.init) == nines)
    #expect(parse("-\(nines)", 38, 0).map(String.init) == "-\(nines)")
    #expect(parse("0.\(nines)", 38, 38).map(String.init) == nines)
    #expect(parse(nines + "9", 38, 0) == nil)
    #expect(parse("1" + String(repeating: "0", count: 38), 38, 0) == nil)
    #expect(parse("1" + String(repeating: "0", count: 37), 38, 0) != nil)
    #expect(parse("1" + String(repeating: "0", count: 60) + "e-60", 38, 2) == 100)
  }

  @Test func keepsToPrecision() {
    #expect(parse("99", 2, 0) == 99)
    #expect(parse("100", 2, 0) == nil)
    #expect(parse("9.9", 2, 1) == 99)
    #expect(parse("10", 2, 1) == nil)
  }

  @Test func writesBigEndianBytes() {
    var bytes = [UInt8](repeating: 7, count: 16)
    let done = withExactBytes("-2.58") {
      DecimalText.parseBigEndian($0, count: $1, precision: 38, scale: 2, into: &bytes)
    }
    #expect(done)
    #expect(bytes == [UInt8](repeating: 0xff, count: 14) + [0xfe, 0xfe])
  }

  @Test func formatsWhatItReads() {
    for text in ["0.00", "0.01", "-0.01", "1.50", "-123456.78", "9999999999.99"] {
      #expect(parse(text, 12, 2).map { DecimalText.format($0, scale: 2) } == text)
    }
    #expect(DecimalText.format(-5, scale: 0) == "-5")
    #expect(DecimalText.format(5, scale: 3) == "0.005")
  }
}
