extension XMLReader {
  /// Goes to the root element; what is read next is its content.
  package mutating func root() throws(XMLError) -> XMLName {
    while true {
      switch try next() {
      case .start(let name): return XMLName(bytes[name])
      case .text(let range) where bytes[range].allSatisfy(XMLReader.isSpace): continue
      case .finished: throw XMLError(.unexpectedEnd, at: bytes.count)
      default: throw XMLError(.malformed, at: position)
      }
    }
  }

  /// Goes to the root element, which must have this name.
  package mutating func root(_ expected: StaticString) throws(XMLError) {
    let name = try root()
    if !(name == expected) { throw XMLError(.unexpectedContent, at: 0) }
  }

  /// Goes to the root element of an answer that reports success.
  ///
  /// Its name is of no account: services that are like S3 have other ones, and AWS's own clients do not look. An `Error` is
  /// no such answer.
  package mutating func answer() throws(XMLError) {
    if try root() == "Error" { throw XMLError(.unexpectedContent, at: 0) }
  }

  /// Calls `each` with the name of every child of the open element, and closes the element.
  ///
  /// `each` may read the child by ``text()``, ``children(_:)`` or any other call; what it leaves is passed over.
  package mutating func children(
    _ each: (XMLName, inout XMLReader) throws(XMLError) -> Void
  ) throws(XMLError) {
    let level = open.count
    while true {
      switch try next() {
      case .start(let name):
        try each(XMLName(bytes[name]), &self)
        while open.count > level { _ = try next() }
      case .end: return
      case .text, .verbatim: continue
      case .finished: throw XMLError(.unexpectedEnd, at: bytes.count)
      }
    }
  }

  /// Goes to the first child of this name; false where there is none, and the open element is closed then.
  package mutating func enter(_ wanted: StaticString) throws(XMLError) -> Bool {
    let level = open.count
    while true {
      switch try next() {
      case .start(let name):
        if XMLName(bytes[name]) == wanted { return true }
        while open.count > level { _ = try next() }
      case .end: return false
      case .text, .verbatim: continue
      case .finished: throw XMLError(.unexpectedEnd, at: bytes.count)
      }
    }
  }

  /// The text of the open element, which is closed. Child elements are passed over.
  package mutating func text() throws(XMLError) -> String {
    let bytes = try content()
    guard let text = String(validating: bytes, as: UTF8.self) else { throw XMLError(.invalidUTF8, at: position) }
    return text
  }

  private mutating func content() throws(XMLError) -> [UInt8] {
    let level = open.count
    var content: [UInt8] = []
    while true {
      switch try next() {
      case .start: while open.count > level { _ = try next() }
      case .end: return content
      case .text(let range): try XMLText.append(bytes, range, to: &content)
      case .verbatim(let range): content += bytes[range]
      case .finished: throw XMLError(.unexpectedEnd, at: bytes.count)
      }
    }
  }

  /// The value of an attribute of the start tag that was passed last, by its name with prefix.
  package func attribute(_ wanted: String) throws(XMLError) -> String? {
    var rest = bytes[attributes]
    while let equals = rest.firstIndex(of: UInt8(ascii: "=")) {
      let name = rest[..<equals].filter { !XMLReader.isSpace($0) }
      guard let opening = rest[(equals + 1)...].firstIndex(where: { !XMLReader.isSpace($0) }),
        let closing = rest[(opening + 1)...].firstIndex(of: bytes[opening])
      else { throw XMLError(.malformed, at: equals) }
      if name.elementsEqual(wanted.utf8) {
        var value: [UInt8] = []
        try XMLText.append(bytes, (opening + 1)..<closing, to: &value)
        return String(decoding: value, as: UTF8.self)
      }
      rest = rest[(closing + 1)...]
    }
    return nil
  }
}
