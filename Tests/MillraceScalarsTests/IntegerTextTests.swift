import MillraceScalars
import Testing

@Suite struct IntegerTextTests {
  private func parse(_ text: String) -> Int64? {
    withExactBytes(text) { IntegerText.parseInt64($0, count: $1) }
  }

  @Test func readsEveryLength() {
    var value: Int64 = 0
    for digit in 1...18 {
      value = value * 10 + Int64(digit % 10)
      #expect(parse("\(value)") == value)
      #expect(parse("-\(value)") == -value)
    }
  }

  @Test(
    arguments: [
      0, 1, -1, 9, 10, 99_999_999, 100_000_000, .max, .max - 1, .min, .min + 1, 1_000_000_000_000_000_000,
    ] as [Int64])
  func readsLimits(value: Int64) {
    #expect(parse(IntegerText.format(value)) == value)
  }

  @Test func readsRandomValues() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<20_000 {
      let value = Int64.random(in: .min ... .max, using: &generator) >> Int64.random(in: 0...63, using: &generator)
      #expect(parse("\(value)") == value)
    }
  }

  @Test(arguments: [
    "", "-", "-0", "+1", "01", "-01", "00", " 1", "1 ", "1.0", "1e3", "9223372036854775808", "-9223372036854775809",
    "9999999999999999999", "10000000000000000000", "123456789012345678901", "1234567a", "12345678:", "1234567/", "a",
    "--1",
    "1234567\u{0}", "٣",
  ])
  func refuses(text: String) {
    #expect(parse(text) == nil)
  }

  @Test func refusesEveryOtherByteInEveryPlace() {
    for length in 1...19 {
      let digits = [UInt8](repeating: UInt8(ascii: "1"), count: length)
      for place in 0..<length {
        for byte in UInt8.min...UInt8.max {
          var text = digits
          text[place] = byte
          let parsed = withExactBytes(text) { IntegerText.parseInt64($0, count: $1) }
          #expect(parsed == Int64(String(decoding: text, as: UTF8.self)).flatMap { isPlain(text) ? $0 : nil })
        }
      }
    }
  }

  private func isPlain(_ text: [UInt8]) -> Bool {
    let digits = text.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    return digits.first != UInt8(ascii: "0") && digits.first != UInt8(ascii: "+") || text == [UInt8(ascii: "0")]
  }

  @Test func keepsToThirtyTwoBits() {
    for (text, value) in [("2147483647", Int32.max), ("-2147483648", .min), ("0", 0), ("-7", -7)] {
      #expect(withExactBytes(text) { IntegerText.parseInt32($0, count: $1) } == value)
    }
    for text in ["2147483648", "-2147483649", "-0", "99999999999", "123456789012"] {
      #expect(withExactBytes(text) { IntegerText.parseInt32($0, count: $1) } == nil)
    }
  }
}
