/// Text between tags: what stands for it in a document, and what it means.
enum XMLText {
  /// Appends what the bytes of `range` mean: entities are replaced, line ends become line feeds.
  static func append(_ bytes: [UInt8], _ range: Range<Int>, to text: inout [UInt8]) throws(XMLError) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "&"):
        index = try appendEntity(bytes, index..<range.upperBound, to: &text)
      case UInt8(ascii: "\r"):
        text.append(UInt8(ascii: "\n"))
        index += index + 1 < range.upperBound && bytes[index + 1] == UInt8(ascii: "\n") ? 2 : 1
      default:
        text.append(byte)
        index += 1
      }
    }
  }

  /// - Returns: where the text behind the entity begins.
  private static func appendEntity(
    _ bytes: [UInt8], _ range: Range<Int>, to text: inout [UInt8]
  ) throws(XMLError) -> Int {
    let start = range.lowerBound
    guard let end = bytes[range].prefix(12).firstIndex(of: UInt8(ascii: ";")) else {
      throw XMLError(.unknownEntity, at: start)
    }
    let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    guard let scalar = scalar(ofEntity: name) else { throw XMLError(.unknownEntity, at: start) }
    text += Array(String(Character(scalar)).utf8)
    return end + 1
  }

  private static func scalar(ofEntity name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": "&"
    case "lt": "<"
    case "gt": ">"
    case "quot": "\""
    case "apos": "'"
    default:
      if name.hasPrefix("#x") {
        UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
      } else if name.hasPrefix("#") {
        UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init)
      } else {
        nil
      }
    }
  }

  /// Appends `text` so that any XML parser reads it back unchanged: also line ends, which parsers would normalise.
  static func escape(_ text: some Sequence<Unicode.Scalar>, to bytes: inout [UInt8]) {
    for scalar in text {
      switch scalar {
      case "&": bytes += "&amp;".utf8
      case "<": bytes += "&lt;".utf8
      case ">": bytes += "&gt;".utf8
      case "\"": bytes += "&quot;".utf8
      case "\r": bytes += "&#xD;".utf8
      case "\n": bytes += "&#xA;".utf8
      case "\u{85}": bytes += "&#x85;".utf8
      case "\u{2028}": bytes += "&#x2028;".utf8
      case _ where scalar.isASCII: bytes.append(UInt8(scalar.value))
      default: bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
  }
}
