/// The characters that SQS takes: #x9, #xA, #xD, #x20–#xD7FF, #xE000–#xFFFD and #x10000–#x10FFFF, as UTF-8.
package enum MessageCharacters {
  /// What is wrong with a text, and at which byte; nil if nothing is.
  package static func fault(in text: [UInt8]) -> String? {
    var index = text.startIndex
    // ASCII, which most of it is, without decoding.
    while index < text.endIndex {
      let byte = text[index]
      if byte >= 0x80 { return fault(in: text, from: index) }
      if byte < 0x20, !isAllowedControl(byte) { return refusal(of: Unicode.Scalar(byte), at: index) }
      index += 1
    }
    return nil
  }

  private static func isAllowedControl(_ byte: UInt8) -> Bool { byte == 0x9 || byte == 0xA || byte == 0xD }

  private static func fault(in text: [UInt8], from start: Int) -> String? {
    var decoder = Unicode.UTF8.ForwardParser()
    var bytes = text[start...].makeIterator()
    var offset = start
    while true {
      switch decoder.parseScalar(from: &bytes) {
      case .emptyInput: return nil
      case .error: return "it is not UTF-8, see byte \(offset)"
      case .valid(let encoded):
        let scalar = Unicode.UTF8.decode(encoded)
        let isRefused = scalar.value < 0x20 ? !isAllowedControl(UInt8(scalar.value)) : (0xFFFE...0xFFFF) ~= scalar.value
        if isRefused { return refusal(of: scalar, at: offset) }
        offset += encoded.count
      }
    }
  }

  private static func refusal(of scalar: Unicode.Scalar, at offset: Int) -> String {
    "it holds the character #x\(String(scalar.value, radix: 16, uppercase: true)) at byte \(offset), which SQS does not take"
  }
}
