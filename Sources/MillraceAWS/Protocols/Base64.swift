/// Base64 (RFC 4648, section 4), with padding.
package enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text for bytes.
  package static func encode(_ bytes: some Collection<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var word: UInt32 = 0
    var held = 0
    func append(_ digits: Int) {
      for place in 0..<digits { text.append(alphabet[Int(word >> UInt32(18 - 6 * place)) & 63]) }
    }
    for byte in bytes {
      word |= UInt32(byte) << UInt32(16 - 8 * held)
      held += 1
      if held == 3 {
        append(4)
        (word, held) = (0, 0)
      }
    }
    if held > 0 {
      append(held + 1)
      text += repeatElement(UInt8(ascii: "="), count: 3 - held)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes that a text stands for; nil where it is no base64.
  package static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    if text.count % 4 != 0 { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4 * 3)
    var word: UInt32 = 0
    var bits = 0
    var padding = 0
    for byte in text {
      if byte == UInt8(ascii: "=") {
        padding += 1
        continue
      }
      guard padding == 0, let digit = value(byte) else { return nil }
      word = word << 6 | digit
      bits += 6
      if bits >= 8 {
        bits -= 8
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(bits)))
      }
    }
    return padding <= 2 ? bytes : nil
  }

  private static func value(_ digit: UInt8) -> UInt32? {
    switch digit {
    case 0x41...0x5A: UInt32(digit) - 0x41
    case 0x61...0x7A: UInt32(digit) - 0x47
    case 0x30...0x39: UInt32(digit) + 4
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
