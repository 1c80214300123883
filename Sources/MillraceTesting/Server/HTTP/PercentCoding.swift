/// Percent-encoding as AWS wants it in signatures: RFC 3986, upper-case digits, everything but unreserved characters.
enum PercentCoding {
  /// Decodes `%XX`; what is no proper escape stays as it is.
  static func decode(_ bytes: some Collection<UInt8>, plusIsSpace: Bool = false) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      bytes.formIndex(after: &index)
      if byte == UInt8(ascii: "+"), plusIsSpace {
        decoded.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), let second = bytes.index(index, offsetBy: 1, limitedBy: bytes.endIndex),
        second < bytes.endIndex, let high = digit(bytes[index]), let low = digit(bytes[second])
      {
        decoded.append(high << 4 | low)
        index = bytes.index(after: second)
      } else {
        decoded.append(byte)
      }
    }
    return decoded
  }

  /// Appends bytes encoded.
  ///
  /// - Parameter keepsSlash: leaves `/` as it is, as in paths.
  static func encode(_ bytes: some Sequence<UInt8>, keepsSlash: Bool, to output: inout [UInt8]) {
    for byte in bytes {
      if isUnreserved(byte) || (keepsSlash && byte == UInt8(ascii: "/")) {
        output.append(byte)
      } else {
        output.append(UInt8(ascii: "%"))
        output.append(digits[Int(byte >> 4)])
        output.append(digits[Int(byte & 15)])
      }
    }
  }

  /// Text encoded, as in listings with `encoding-type=url`.
  static func encoded(_ bytes: some Sequence<UInt8>, keepsSlash: Bool) -> String {
    var output: [UInt8] = []
    encode(bytes, keepsSlash: keepsSlash, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  /// Text encoded as forms are, a space as `+`: the keys in S3's own events.
  static func formEncoded(_ bytes: some Sequence<UInt8>) -> String {
    encoded(bytes, keepsSlash: true).split(separator: "%20", omittingEmptySubsequences: false).joined(separator: "+")
  }

  static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static let digits = Array("0123456789ABCDEF".utf8)

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }
}
