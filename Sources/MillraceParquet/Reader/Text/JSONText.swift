import CMillraceSIMD

/// Writes JSON into a byte array.
enum JSONText {
  private static let quote = UInt8(ascii: "\"")
  private static let hexDigits = [UInt8]("0123456789abcdef".utf8)

  /// Appends a JSON string of UTF-8 text; what is not UTF-8 becomes U+FFFD.
  static func appendString(_ text: ArraySlice<UInt8>, to json: inout [UInt8]) {
    json.append(quote)
    if isUTF8(text) {
      appendEscaped(text, to: &json)
    } else {
      appendEscaped([UInt8](String(decoding: text, as: UTF8.self).utf8)[...], to: &json)
    }
    json.append(quote)
  }

  static func appendString(_ text: String, to json: inout [UInt8]) {
    appendString([UInt8](text.utf8)[...], to: &json)
  }

  static func append(_ text: StaticString, to json: inout [UInt8]) {
    text.withUTF8Buffer { json.append(contentsOf: $0) }
  }

  static func isUTF8(_ text: ArraySlice<UInt8>) -> Bool {
    text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return true }
      return mr_utf8_valid_prefix(base, bytes.count) == bytes.count
    }
  }

  /// Appends text between quotes, with what JSON forbids there escaped.
  private static func appendEscaped(_ text: ArraySlice<UInt8>, to json: inout [UInt8]) {
    var start = text.startIndex
    for (index, byte) in zip(text.indices, text) where byte < 0x20 || byte == quote || byte == UInt8(ascii: "\\") {
      json.append(contentsOf: text[start..<index])
      appendEscape(byte, to: &json)
      start = index + 1
    }
    json.append(contentsOf: text[start...])
  }

  private static func appendEscape(_ byte: UInt8, to json: inout [UInt8]) {
    switch byte {
    case quote: append("\\\"", to: &json)
    case UInt8(ascii: "\\"): append("\\\\", to: &json)
    case 0x0A: append("\\n", to: &json)
    case 0x0D: append("\\r", to: &json)
    case 0x09: append("\\t", to: &json)
    default:
      append("\\u00", to: &json)
      json.append(hexDigits[Int(byte >> 4)])
      json.append(hexDigits[Int(byte & 15)])
    }
  }
}
