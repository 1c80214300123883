/// Reads an XML document (1.0, UTF-8) from front to back, without building a tree.
///
/// Made for answers of services: no document types, no external entities, no namespaces beyond ignoring their prefixes.
/// Comments and processing instructions are passed over. Use it from the root down:
///
/// ```swift
/// var reader = XMLReader(bytes)
/// try reader.root("ListBucketResult")
/// try reader.children { name, reader throws(XMLError) in
///   switch name {
///   case "Name": bucket = try reader.text()
///   default: break                       // what is not read is skipped
///   }
/// }
/// ```
package struct XMLReader {
  /// How deep elements may be nested.
  package static let deepest = 64

  let bytes: [UInt8]
  var position = 0
  /// The names of the elements that are open.
  var open: [Range<Int>] = []
  /// What stands in the latest start tag behind the name.
  var attributes = 0..<0
  /// The latest start tag was `<a/>`, whose end is still to be reported.
  private var isEmptyElement = false

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func next() throws(XMLError) -> XMLToken {
    if isEmptyElement {
      isEmptyElement = false
      open.removeLast()
      return .end
    }
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else { return .text(takeText()) }
      guard position + 1 < bytes.count else { break }
      switch bytes[position + 1] {
      case UInt8(ascii: "/"): return try takeEnd()
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"):
        if let range = try takeDeclaration() { return .verbatim(range) }
      default: return .start(name: try takeStart())
      }
    }
    if !open.isEmpty || position < bytes.count { throw XMLError(.unexpectedEnd, at: bytes.count) }
    return .finished
  }

  private mutating func takeText() -> Range<Int> {
    let start = position
    position = bytes[start...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
    return start..<position
  }

  private mutating func takeStart() throws(XMLError) -> Range<Int> {
    let start = position + 1
    let name = try takeName(from: start)
    let close = try endOfTag(from: name.upperBound)
    isEmptyElement = bytes[close - 1] == UInt8(ascii: "/")
    attributes = name.upperBound..<(isEmptyElement ? close - 1 : close)
    position = close + 1
    if open.count == XMLReader.deepest { throw XMLError(.tooDeep, at: start) }
    open.append(name)
    return name
  }

  private mutating func takeEnd() throws(XMLError) -> XMLToken {
    let name = try takeName(from: position + 2)
    guard let expected = open.popLast(), bytes[expected].elementsEqual(bytes[name]) else {
      throw XMLError(.mismatchedTag, at: position)
    }
    position = name.upperBound
    while position < bytes.count, XMLReader.isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count, bytes[position] == UInt8(ascii: ">") else { throw XMLError(.malformed, at: position) }
    position += 1
    return .end
  }

  /// `<!-- … -->` is passed over, `<![CDATA[ … ]]>` returned.
  private mutating func takeDeclaration() throws(XMLError) -> Range<Int>? {
    if bytes[position...].starts(with: "<!--".utf8) {
      try skip(past: "-->")
      return nil
    }
    guard bytes[position...].starts(with: "<![CDATA[".utf8), !open.isEmpty else {
      throw XMLError(.documentType, at: position)
    }
    let start = position + 9
    try skip(past: "]]>")
    return start..<(position - 3)
  }

  private func takeName(from start: Int) throws(XMLError) -> Range<Int> {
    var end = start
    while end < bytes.count, XMLReader.isOfName(bytes[end]) { end += 1 }
    if end == start { throw XMLError(.malformed, at: start) }
    return start..<end
  }

  /// The `>` of a start tag; those between quotes do not count.
  private func endOfTag(from start: Int) throws(XMLError) -> Int {
    var quote: UInt8?
    for index in start..<bytes.count {
      let byte = bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return index
      } else if byte == UInt8(ascii: "<") {
        throw XMLError(.malformed, at: index)
      }
    }
    throw XMLError(.unexpectedEnd, at: bytes.count)
  }

  private mutating func skip(past mark: String) throws(XMLError) {
    let mark = Array(mark.utf8)
    var index = position + 2
    while index + mark.count <= bytes.count {
      if bytes[index] == mark[0], bytes[index..<(index + mark.count)].elementsEqual(mark) {
        position = index + mark.count
        return
      }
      index += 1
    }
    throw XMLError(.unexpectedEnd, at: bytes.count)
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0A).contains(byte) || byte == 0x0D }

  private static func isOfName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x80...0xFF: true
    case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
    default: false
    }
  }
}
