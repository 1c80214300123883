/// Writes the small, flat XML of S3, SNS and STS.
struct XMLWriter {
  private(set) var bytes = Array(#"<?xml version="1.0" encoding="UTF-8"?>"#.utf8) + [UInt8(ascii: "\n")]

  /// An element with others in it.
  ///
  /// - Parameter namespace: as `xmlns`.
  mutating func element(_ name: String, namespace: String? = nil, _ content: (inout XMLWriter) -> Void) {
    bytes += "<\(name)".utf8
    if let namespace { bytes += " xmlns=\"\(namespace)\"".utf8 }
    bytes += ">".utf8
    content(&self)
    bytes += "</\(name)>".utf8
  }

  /// An element with text.
  mutating func element(_ name: String, _ text: some StringProtocol) {
    element(name, bytes: text.utf8)
  }

  mutating func element(_ name: String, bytes text: some Sequence<UInt8>) {
    bytes += "<\(name)>".utf8
    append(text)
    bytes += "</\(name)>".utf8
  }

  mutating func element(_ name: String, _ number: Int) { element(name, String(number)) }

  mutating func element(_ name: String, _ flag: Bool) { element(name, flag ? "true" : "false") }

  private mutating func append(_ text: some Sequence<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case 0..<0x20: bytes += "&#x\(String(byte, radix: 16));".utf8
      default: bytes.append(byte)
      }
    }
  }
}
