/// Base64 with padding (RFC 4648), strict when it reads.
enum Base64 {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: some Collection<UInt8>) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count + 2) / 3 * 4)
    var bits: UInt32 = 0
    var pending = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      pending += 1
      if pending == 3 {
        for shift in [18, 12, 6, 0] { output.append(alphabet[Int(bits >> UInt32(shift)) & 63]) }
        (bits, pending) = (0, 0)
      }
    }
    if pending == 1 {
      output += [alphabet[Int(bits >> 2) & 63], alphabet[Int(bits << 4) & 63], UInt8(ascii: "="), UInt8(ascii: "=")]
    } else if pending == 2 {
      output += [alphabet[Int(bits >> 10) & 63], alphabet[Int(bits >> 4) & 63], alphabet[Int(bits << 2) & 63]]
      output.append(UInt8(ascii: "="))
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Nil for anything that is not base64 with its padding.
  static func decode(_ text: String) -> [UInt8]? {
    let bytes = Array(text.utf8)
    guard bytes.count % 4 == 0 else { return nil }
    let padding = bytes.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    guard padding <= 2 else { return nil }
    var output: [UInt8] = []
    var bits: UInt32 = 0
    for (index, byte) in bytes.dropLast(padding).enumerated() {
      guard let value = value(of: byte) else { return nil }
      bits = bits << 6 | UInt32(value)
      if index % 4 > 0 { output.append(UInt8(truncatingIfNeeded: bits >> UInt32(6 - index % 4 * 2))) }
    }
    return output
  }

  private static func value(of byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
    case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
