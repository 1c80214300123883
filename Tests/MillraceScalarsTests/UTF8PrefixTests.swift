import CMillraceSIMD
import Testing

@Suite struct UTF8PrefixTests {
  /// Swift's own decoder, asked for one character after the other.
  private func validPrefix(_ bytes: ArraySlice<UInt8>) -> Int {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var length = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      length += UTF8.width(scalar)
    }
    return length
  }

  /// A sequence at a place that straddles the blocks of the vector loop, between ASCII.
  private func measure(_ sequence: [UInt8], at place: Int) -> Int {
    var text = [UInt8](repeating: UInt8(ascii: "a"), count: 192)
    text.replaceSubrange(place..<(place + sequence.count), with: sequence)
    return text.withUnsafeBufferPointer { $0.baseAddress.map { mr_utf8_valid_prefix($0, 192) } ?? -1 }
  }

  @Test func judgesEveryPairOfBytesAndTheirContinuations() {
    let tails: [[UInt8]] = [[], [0x80], [0x80, 0x80], [0xbf, 0xbf], [0x80, 0x80, 0x80], [0x41]]
    for first in UInt8(0x80)...0xff {
      for second in UInt8.min...UInt8.max {
        for tail in tails {
          let sequence = [first, second] + tail
          let valid = validPrefix((sequence + [0x61])[...])
          let expected = valid == sequence.count + 1 ? 192 : 62 + valid
          if measure(sequence, at: 62) != expected { Issue.record("\(sequence)") }
        }
      }
    }
  }

  @Test func findsErrorsAtEveryPlace() {
    for place in 0..<180 {
      #expect(measure([0xff], at: place) == place)
      #expect(measure([0xc3, 0xa9], at: place) == 192)
      #expect(measure([0xe2, 0x82, 0xac], at: place) == 192)
      #expect(measure([0xf0, 0x9f, 0x98, 0x80], at: place) == 192)
      #expect(measure([0xf0, 0x9f, 0x98], at: place) == place)
      #expect(measure([0xed, 0xa0, 0x80], at: place) == place)
    }
  }

  @Test func treatsCutCharactersAsErrors() {
    let text = Array(String(repeating: "aé€😀", count: 40).utf8)
    for length in 0...text.count {
      let expected = validPrefix(text[..<length])
      #expect(withExactBytes(Array(text[..<length])) { mr_utf8_valid_prefix($0, $1) } == expected)
      #expect(withExactBytes(Array(text[..<length])) { mr_utf8_valid_prefix_scalar($0, $1) } == expected)
    }
  }

  @Test func agreesWithSwiftOnDamagedText() {
    var generator = SeededGenerator(seed: 10)
    let characters = ["a", "é", "€", "😀", "\u{7ff}", "\u{800}", "\u{ffff}", "\u{10000}", "\u{d7ff}", "\u{e000}"]
    for _ in 0..<3_000 {
      var text = (0..<Int.random(in: 0...80, using: &generator)).flatMap { _ in
        Array((characters.randomElement(using: &generator) ?? "").utf8)
      }
      if !text.isEmpty, Bool.random(using: &generator) {
        text[Int.random(in: 0..<text.count, using: &generator)] = UInt8.random(in: .min ... .max, using: &generator)
      }
      let measured = withExactBytes(text) { mr_utf8_valid_prefix($0, $1) }
      if measured != validPrefix(text[...]) { Issue.record("\(text)") }
    }
  }
}
