import Foundation

/// Texts to begin with, and random changes to them.
struct Mutator {
  private var seeds: [[UInt8]]
  private var state: UInt64
  private static let tokens = [
    "\"", "\"\"", "\"\"\"", ",", ";", "\t", "\n", "\r", "\r\n", "\n\n", "\\", "\\\"", "'", "a", " ", "\u{0}", "é", "😀",
    "\u{feff}",
    "\",\"", "\"\n\"", ",\"", "\",", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
  ].map { Array($0.utf8) }

  init(seed: UInt64, folder: String) throws {
    state = seed
    seeds = try FileManager.default.contentsOfDirectory(atPath: folder).sorted().compactMap { name in
      FileManager.default.contents(atPath: "\(folder)/\(name)").map { Array($0) }
    }
    seeds.append(Array("a,b,c\n\"x, \"\"y\"\"\",2,\r\n5\" pipe,\"two\nlines\",\"\"\n'q';'r\\'s'\n".utf8))
    seeds.append(Array(String(repeating: "1,\"two\",three and more,\"f\"\"our\"\r\n", count: 20).utf8))
  }

  mutating func next() -> [UInt8] {
    var text = seeds[below(seeds.count)]
    for _ in 0...below(5) { change(&text) }
    return Array(text.prefix(4_000))
  }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ value >> 31) % UInt64(bound))
  }

  private mutating func change(_ text: inout [UInt8]) {
    let at = below(text.count + 1)
    let end = at + below(min(text.count - at, 60) + 1)
    switch below(6) {
    case 0: text.insert(contentsOf: Self.tokens[below(Self.tokens.count)], at: at)
    case 1: text.replaceSubrange(at..<end, with: Self.tokens[below(Self.tokens.count)])
    case 2: text.removeSubrange(at..<end)
    case 3: text.insert(contentsOf: text[at..<end], at: below(text.count + 1))
    case 4: if at < text.count { text[at] = UInt8(below(256)) }
    default:
      let other = seeds[below(seeds.count)]
      let start = below(other.count + 1)
      text.insert(contentsOf: other[start..<(start + below(min(other.count - start, 90) + 1))], at: at)
    }
  }
}
