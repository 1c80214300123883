/// RFC 8259 as plainly as it can be written: by recursion, with checked indices. Nil where a text breaks a rule.
struct ReferenceParser {
  enum Value { case string([UInt8]), other }

  private let text: [UInt8]
  private var at = 0
  private let maximumDepth: Int

  static func parse(_ text: [UInt8], maximumDepth: Int) -> Value? {
    guard String(validating: text, as: UTF8.self) != nil else { return nil }
    var parser = ReferenceParser(text: text, maximumDepth: maximumDepth)
    parser.skipSpace()
    guard let value = parser.value(depth: 0) else { return nil }
    parser.skipSpace()
    return parser.at == text.count ? value : nil
  }

  private init(text: [UInt8], maximumDepth: Int) {
    self.text = text
    self.maximumDepth = maximumDepth
  }

  private var next: Character? { at < text.count ? Character(Unicode.Scalar(text[at])) : nil }

  private mutating func skipSpace() {
    while let character = next, " \t\n\r".unicodeScalars.contains(where: { Character($0) == character }) { at += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    guard next == character else { return false }
    at += 1
    return true
  }

  private mutating func value(depth: Int) -> Value? {
    switch next {
    case "{": return depth < maximumDepth && members(depth: depth + 1) ? .other : nil
    case "[": return depth < maximumDepth && elements(depth: depth + 1) ? .other : nil
    case "\"": return string().map { .string($0) }
    case "t": return word("true")
    case "f": return word("false")
    case "n": return word("null")
    default: return number() ? .other : nil
    }
  }

  private mutating func word(_ word: String) -> Value? {
    for character in word where !take(character) { return nil }
    return .other
  }

  private mutating func members(depth: Int) -> Bool {
    at += 1
    skipSpace()
    if take("}") { return true }
    while true {
      skipSpace()
      guard next == "\"", string() != nil else { return false }
      skipSpace()
      guard take(":") else { return false }
      skipSpace()
      guard value(depth: depth) != nil else { return false }
      skipSpace()
      if take("}") { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func elements(depth: Int) -> Bool {
    at += 1
    skipSpace()
    if take("]") { return true }
    while true {
      skipSpace()
      guard value(depth: depth) != nil else { return false }
      skipSpace()
      if take("]") { return true }
      guard take(",") else { return false }
    }
  }

  private mutating func digits() -> Bool {
    let start = at
    while let character = next, ("0"..."9").contains(character) { at += 1 }
    return at > start
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0") { guard digits() else { return false } }
    if take(".") { guard digits() else { return false } }
    if take("e") || take("E") {
      if !take("+") { _ = take("-") }
      guard digits() else { return false }
    }
    return true
  }

  private mutating func string() -> [UInt8]? {
    at += 1
    var units: [UInt8] = []
    while at < text.count {
      let byte = text[at]
      at += 1
      if byte == 0x22 { return units }
      if byte < 0x20 { return nil }
      if byte != 0x5C {
        units.append(byte)
        continue
      }
      guard let escaped = escape() else { return nil }
      units += Array(String(Character(escaped)).utf8)
    }
    return nil
  }

  private mutating func escape() -> Unicode.Scalar? {
    let plain: [Character: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "b": "\u{8}", "f": "\u{c}", "n": "\n", "r": "\r", "t": "\t",
    ]
    guard let character = next else { return nil }
    at += 1
    guard character == "u" else { return plain[character] }
    guard let high = unit() else { return nil }
    guard high >= 0xD800, high < 0xE000 else { return Unicode.Scalar(high) }
    guard high < 0xDC00, take("\\"), take("u"), let low = unit(), low >= 0xDC00, low < 0xE000 else { return nil }
    return Unicode.Scalar((high - 0xD800) * 1024 + (low - 0xDC00) + 0x10000)
  }

  private mutating func unit() -> UInt32? {
    guard at + 4 <= text.count else { return nil }
    let digits = text[at..<(at + 4)]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }) else { return nil }
    at += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
  }
}
