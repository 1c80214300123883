/// Percent-encoding as SigV4 and the services take it: unreserved characters of RFC 3986 stand, everything else is `%XX`.
package enum PercentEncoding {
  /// Appends `text` encoded.
  ///
  /// - Parameters:
  ///   - keepsSlashes: for paths.
  ///   - spaceIsPlus: for forms.
  package static func append(
    _ text: some Sequence<UInt8>, keepsSlashes: Bool = false, spaceIsPlus: Bool = false, to bytes: inout [UInt8]
  ) {
    for byte in text {
      if isUnreserved(byte) || keepsSlashes && byte == UInt8(ascii: "/") {
        bytes.append(byte)
      } else if spaceIsPlus && byte == UInt8(ascii: " ") {
        bytes.append(UInt8(ascii: "+"))
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digit(byte >> 4))
        bytes.append(digit(byte & 15))
      }
    }
  }

  /// `text` encoded.
  package static func encode(_ text: String, keepsSlashes: Bool = false) -> String {
    if text.utf8.allSatisfy({ isUnreserved($0) || keepsSlashes && $0 == UInt8(ascii: "/") }) { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3)
    append(text.utf8, keepsSlashes: keepsSlashes, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What `text` means as it stands in a form: `+` is a space. nil where it is not well formed or not UTF-8.
  package static func decodeForm(_ text: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var rest = Substring(text).utf8
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(value), let low = rest.popFirst().flatMap(value) else { return nil }
        bytes.append(high << 4 | low)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x30...0x39: true
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
    default: false
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}
