/// Reads the XML that clients send: elements, text, entities, comments and declarations; no document types.
struct XMLParser {
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var position = 0

  /// - Throws: ``Malformed``.
  static func parse(_ bytes: [UInt8]) throws(Malformed) -> XMLElement {
    var parser = XMLParser(bytes: bytes)
    try parser.skipMarkup()
    let root = try parser.element(depth: 0)
    try parser.skipMarkup()
    if parser.position < bytes.count { throw Malformed() }
    return root
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  /// Passes over white space, comments and `<?…?>`.
  private mutating func skipMarkup() throws(Malformed) {
    while true {
      while position < bytes.count, isSpace(bytes[position]) { position += 1 }
      if take("<!--") {
        try skip(past: "-->")
      } else if take("<?") {
        try skip(past: "?>")
      } else {
        return
      }
    }
  }

  private mutating func element(depth: Int) throws(Malformed) -> XMLElement {
    guard depth < 32, take("<") else { throw Malformed() }
    let name = try tagName()
    var element = XMLElement(name: localName(name))
    if try skipAttributes() { return element }
    var text: [UInt8] = []
    while true {
      guard position < bytes.count else { throw Malformed() }
      if take("</") {
        guard try tagName() == name, try !skipAttributes() else { throw Malformed() }
        element.text = String(decoding: text, as: UTF8.self)
        return element
      } else if take("<!--") {
        try skip(past: "-->")
      } else if bytes[position] == UInt8(ascii: "<") {
        element.children.append(try self.element(depth: depth + 1))
      } else {
        try appendCharacter(to: &text)
      }
    }
  }

  private mutating func tagName() throws(Malformed) -> String {
    let start = position
    while position < bytes.count, !isSpace(bytes[position]), bytes[position] != UInt8(ascii: ">"),
      bytes[position] != UInt8(ascii: "/")
    {
      position += 1
    }
    if position == start { throw Malformed() }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func localName(_ name: String) -> String { name.split(separator: ":").last.map(String.init) ?? name }

  /// Passes over attributes up to `>`; true if the element is empty, `/>`.
  private mutating func skipAttributes() throws(Malformed) -> Bool {
    var quote: UInt8?
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return bytes[position - 2] == UInt8(ascii: "/")
      }
    }
    throw Malformed()
  }

  private mutating func appendCharacter(to text: inout [UInt8]) throws(Malformed) {
    let byte = bytes[position]
    position += 1
    guard byte == UInt8(ascii: "&") else { return text.append(byte) }
    let start = position
    try skip(past: ";")
    let entity = String(decoding: bytes[start..<position - 1], as: UTF8.self)
    switch entity {
    case "amp": text.append(UInt8(ascii: "&"))
    case "lt": text.append(UInt8(ascii: "<"))
    case "gt": text.append(UInt8(ascii: ">"))
    case "quot": text.append(UInt8(ascii: "\""))
    case "apos": text.append(UInt8(ascii: "'"))
    default:
      let number = entity.hasPrefix("#x") ? UInt32(entity.dropFirst(2), radix: 16) : UInt32(entity.dropFirst())
      guard entity.hasPrefix("#"), let scalar = number.flatMap(Unicode.Scalar.init) else { throw Malformed() }
      text += String(Character(scalar)).utf8
    }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard position + count <= bytes.count else { return false }
    let matches = text.withUTF8Buffer { $0.elementsEqual(bytes[position..<position + count]) }
    if matches { position += count }
    return matches
  }

  private mutating func skip(past text: StaticString) throws(Malformed) {
    while position < bytes.count {
      if take(text) { return }
      position += 1
    }
    throw Malformed()
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }
}
