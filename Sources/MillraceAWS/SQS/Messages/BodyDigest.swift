internal import Crypto

/// The MD5 that SQS names for each body, so that both sides can see that it arrived unchanged.
enum BodyDigest {
  /// Whether `hex` is the MD5 of `body`; also true where `hex` is empty.
  static func matches(_ hex: String, _ body: [UInt8]) -> Bool {
    if hex.isEmpty { return true }
    let expected = Hexadecimal.encode(Insecure.MD5.hash(data: body))
    return hex == expected || hex.lowercased() == expected
  }
}
