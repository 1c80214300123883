import CMillraceSIMD
import Testing

@Suite struct ByteMemoryTests {
  @Test func copiesAndComparesEveryLength() {
    var generator = SeededGenerator(seed: 8)
    for length in 0..<200 {
      let source = (0..<(length + 32)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      var copy = [UInt8](repeating: 0, count: length + 32)
      mr_copy_padded(&copy, source, length)
      #expect(copy[..<length] == source[..<length])
      copy[length] = ~source[length]
      #expect(mr_equal_padded(copy, source, length))
      for place in 0..<length {
        copy[place] ^= 1
        if mr_equal_padded(copy, source, length) { Issue.record("difference at \(place) of \(length) not seen") }
        copy[place] ^= 1
      }
    }
  }

  @Test func ordersByPrefix() {
    let texts = ["", "\u{0}", "a", "a\u{0}", "aa", "ab", "abcdefg", "abcdefgh", "abcdefghi", "b", "é", "\u{10ffff}"]
    let keys = texts.map { text in withExactBytes(text) { mr_prefix_key($0, $1) } }
    #expect(keys == keys.sorted())
    #expect(withExactBytes("abcdefghij") { mr_prefix_key($0, $1) } == 0x6162_6364_6566_6768)
    #expect(withExactBytes("abc") { mr_prefix_key($0, $1) } == 0x6162_6300_0000_0000)
  }

  @Test func hashesAlikeWithAndWithoutPadding() {
    var generator = SeededGenerator(seed: 9)
    for length in 0..<100 {
      let bytes = (0..<(length + 16)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
      let exact = withExactBytes(Array(bytes[..<length])) { mr_hash($0, $1) }
      #expect(mr_hash_padded(bytes, length) == exact)
    }
  }

  @Test(
    arguments: [
      "integers": { (index: Int) in "\(index)" },
      "padded integers": { index in String(repeating: "0", count: 12 - "\(index)".count) + "\(index)" },
      "addresses": { index in "https://example.com/catalogue/item/\(index)?page=1" },
      "identifiers": { index in "\(index &* 0x9e37_79b9)-4455-6677-8899-\(index)" },
    ] as [String: @Sendable (Int) -> String])
  func spreadsSimilarKeys(name: String, key: @Sendable (Int) -> String) {
    let count = 1 << 16
    var full = Set<UInt64>()
    var low = Set<UInt64>()
    var high = Set<UInt64>()
    for index in 0..<count {
      let hash = withExactBytes(key(index)) { mr_hash($0, $1) }
      full.insert(hash)
      low.insert(hash & UInt64(count - 1))
      high.insert(hash >> 48)
    }
    #expect(full.count == count)
    // Throwing n balls at random into n bins fills 1 - 1/e of them; 0.001 is some six standard deviations here.
    let ideal = 0.632 * Double(count)
    #expect(abs(Double(low.count) - ideal) < 0.006 * Double(count), "\(name)")
    #expect(abs(Double(high.count) - ideal) < 0.006 * Double(count), "\(name)")
  }
}
