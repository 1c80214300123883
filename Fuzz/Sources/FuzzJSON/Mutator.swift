import Foundation

/// Texts to begin with, and random changes to them.
struct Mutator {
  private var seeds: [[UInt8]]
  private var originals = 0
  private var state: UInt64
  private let tokens: [[UInt8]]

  /// - Parameter tokens: what is put in here and there.
  init(seed: UInt64, seeds: [[UInt8]], tokens: [[UInt8]] = Mutator.jsonTokens) {
    state = seed
    self.seeds = seeds
    self.tokens = tokens
    originals = seeds.count
  }

  /// - Parameter folder: of JSON texts.
  init(seed: UInt64, folder: String) throws {
    var seeds = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
      let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)").map { Array($0) }
      return bytes.flatMap { $0.count < 4_000 ? $0 : nil }
    }
    seeds.append(
      Array("{\"id\":\"a1\",\"n\":[1,2.5,-3e-2],\"t\":\"x\\u00e9\\n\",\"o\":{\"b\":true,\"c\":null},\"é\":\"€😀\"}".utf8)
    )
    seeds.append(Array("\"\\ud83d\\ude00 plain text that is longer than one vector \\\\ and goes on\"".utf8))
    self.init(seed: seed, seeds: seeds)
  }

  mutating func next() -> [UInt8] {
    var text = seeds[below(seeds.count)]
    for _ in 0...below(3) { change(&text) }
    return Array(text.prefix(8_000))
  }

  /// Takes a valid text among those to begin with, in place of one that was made earlier. Invalid ones would crowd out the rest.
  mutating func keep(_ text: [UInt8]) {
    guard text.count < 1_000, below(16) == 0 else { return }
    if seeds.count < originals + 2_000 { seeds.append(text) } else { seeds[originals + below(2_000)] = text }
  }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ value >> 31) % UInt64(bound))
  }

  private mutating func change(_ text: inout [UInt8]) {
    let at = below(text.count + 1)
    let end = at + below(min(text.count - at, 40) + 1)
    switch below(7) {
    case 0: text.insert(contentsOf: tokens[below(tokens.count)], at: at)
    case 1: text.replaceSubrange(at..<end, with: tokens[below(tokens.count)])
    case 2: text.removeSubrange(at..<end)
    case 3: text.insert(contentsOf: text[at..<end], at: below(text.count + 1))
    case 4: if at < text.count { text[at] ^= 1 << UInt8(below(8)) }
    case 5: if at < text.count { text[at] = UInt8(below(256)) }
    default:
      let other = seeds[below(seeds.count)]
      let start = below(other.count + 1)
      text.insert(contentsOf: other[start..<(start + below(min(other.count - start, 60) + 1))], at: at)
    }
  }

  static let jsonTokens = [
    "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\n", "\\\"", "0", "-", "1", ".", "e", "E+",
    "1e5", "true",
    "false", "null", "tru", "\n", "\r\n", " ", "\t", "\u{0}", "\u{1f}", "\u{7f}", "é", "€", "😀", "\"a\":", "[[", "]]",
    "{\"a\":{",
    "\u{feff}", "9007199254740993", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  ].map { Array($0.utf8) }
}
