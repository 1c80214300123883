/// Writes bytes that are not text.
enum BinaryText {
  private static let alphabet = [UInt8]("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let hexDigits = [UInt8]("0123456789abcdef".utf8)

  /// Appends base64 (RFC 4648, with padding).
  static func appendBase64(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    for start in stride(from: bytes.startIndex, to: bytes.endIndex, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.endIndex)]
      var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
      bits <<= 8
      for index in 0..<4 {
        text.append(index <= group.count ? alphabet[Int(bits >> 26)] : UInt8(ascii: "="))
        bits <<= 6
      }
    }
  }

  /// Appends a UUID of 16 bytes as `00112233-4455-6677-8899-aabbccddeeff`.
  static func appendUUID(_ bytes: ArraySlice<UInt8>, to text: inout [UInt8]) {
    for (index, byte) in bytes.enumerated() {
      if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
      text.append(hexDigits[Int(byte >> 4)])
      text.append(hexDigits[Int(byte & 15)])
    }
  }
}
