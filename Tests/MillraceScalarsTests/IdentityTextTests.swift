import MillraceScalars
import Testing

@Suite struct IdentityTextTests {
  private func parse(_ text: [UInt8]) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    return withExactBytes(text) { UUIDText.parse($0, count: $1, into: &bytes) } ? bytes : nil
  }

  @Test func readsUUIDs() {
    let text = "00112233-4455-6677-8899-aabbccddeeff"
    #expect(parse(Array(text.utf8)) == (0..<16).map { UInt8($0 * 17) })
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<2_000 {
      let bytes = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      #expect(parse(Array(withExactBytes(bytes) { pointer, _ in UUIDText.format(pointer) }.utf8)) == bytes)
    }
  }

  @Test func refusesEveryOtherByteInEveryPlace() {
    let text = Array("00112233-4455-6677-8899-aabbccddeeff".utf8)
    let digits = Set("0123456789abcdef".utf8)
    for place in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[place] = byte
        let isHyphenPlace = [8, 13, 18, 23].contains(place)
        let isRight = isHyphenPlace ? byte == UInt8(ascii: "-") : digits.contains(byte)
        if (parse(changed) != nil) != isRight { Issue.record("byte \(byte) at \(place)") }
      }
    }
  }

  @Test func refusesOtherLengths() {
    let text = Array("00112233-4455-6677-8899-aabbccddeeff".utf8)
    for length in [0, 1, 32, 35] { #expect(parse(Array(text.prefix(length))) == nil) }
    #expect(parse(text + [UInt8(ascii: "0")]) == nil)
  }

  @Test func readsBooleans() {
    func parse(_ text: String) -> Bool? { withExactBytes(text) { BooleanText.parse($0, count: $1) } }
    #expect(parse(BooleanText.format(true)) == true)
    #expect(parse(BooleanText.format(false)) == false)
    for text in ["", "True", "TRUE", "tru", "truee", "fals", "falsy", "falsee", "0", "1", "null"] {
      #expect(parse(text) == nil)
    }
  }
}
