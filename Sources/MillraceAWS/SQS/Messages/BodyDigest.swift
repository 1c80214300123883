internal import Crypto

/// The MD5 that SQS names for each body, so that both sides can see that it arrived unchanged.
enum BodyDigest {
  /// Whether `hex` is the MD5 of `body`; also true where `hex` is empty.
  static func matches(_ hex: String, _ body: [UInt8]) -> Bool {
    if hex.isEmpty { return true }
    if hex.utf8.count != Insecure.MD5.byteCount * 2 { return false }
    let digest = Array(Insecure.MD5.hash(data: body))
    var hex = hex
    return hex.withUTF8 { digits in
      digest.indices.allSatisfy { index in
        guard let high = value(digits[index * 2]), let low = value(digits[index * 2 + 1]) else { return false }
        return high << 4 | low == digest[index]
      }
    }
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x57
    case 0x41...0x46: digit - 0x37
    default: nil
    }
  }
}
