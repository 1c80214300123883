/// Runs a compiled pattern over bytes, without recursion: it goes back only to the last `*`, and failing that to the last
/// `**`, since an earlier one could not do better than what a later one has tried.
struct GlobMatcher {
  let tokens: [GlobToken]
  let bytes: [UInt8]
  private var token = 0
  private var position = 0
  private var star: (token: Int, position: Int)?
  private var wide: (token: Int, position: Int)?

  private static let slash = UInt8(ascii: "/")

  init(tokens: [GlobToken], bytes: [UInt8]) {
    self.tokens = tokens
    self.bytes = bytes
  }

  func matches() -> Bool {
    var run = self
    while run.token < tokens.count || run.position < bytes.count {
      if !run.step(), !run.goBack() { return false }
    }
    return true
  }

  /// Takes one token; false where it does not fit here.
  private mutating func step() -> Bool {
    guard token < tokens.count else { return false }
    switch tokens[token] {
    case .star:
      star = (token, position)
    case .folders, .anything:
      wide = (token, position)
      star = nil
    case .literal(let byte):
      guard position < bytes.count, bytes[position] == byte else { return false }
      position += 1
    case .one:
      guard position < bytes.count, bytes[position] != Self.slash else { return false }
      position += characterLength(at: position)
    case .set(let ranges, let negated):
      guard position < bytes.count, bytes[position] != Self.slash else { return false }
      let byte = bytes[position]
      guard ranges.contains(where: { $0.contains(byte) }) != negated else { return false }
      position += negated ? characterLength(at: position) : 1
    }
    token += 1
    return true
  }

  /// Lets the last `*`, or else the last `**`, take more.
  private mutating func goBack() -> Bool {
    if let last = star, last.position < bytes.count, bytes[last.position] != Self.slash {
      star = (last.token, last.position + 1)
      token = last.token + 1
      position = last.position + 1
      return true
    }
    guard let last = wide, last.position < bytes.count else { return false }
    var next = last.position + 1
    if tokens[last.token] == .folders {
      guard let end = bytes[last.position...].firstIndex(of: Self.slash) else { return false }
      next = end + 1
    }
    star = nil
    wide = (last.token, next)
    token = last.token + 1
    position = next
    return true
  }

  /// The length of the UTF-8 character at `index`; 1 where there is none.
  private func characterLength(at index: Int) -> Int {
    let expected =
      switch bytes[index] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    let end = min(index + expected, bytes.count)
    let isWhole = end - index == expected && bytes[(index + 1)..<end].allSatisfy { $0 & 0xC0 == 0x80 }
    return isWhole ? expected : 1
  }
}
