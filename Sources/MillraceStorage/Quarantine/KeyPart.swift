/// Any text as one part of an object's key.
///
/// Letters, digits, and `-_.=+@ ,` stand for themselves, other bytes as `%XX`; a part that would begin with a dot has that dot
/// escaped. Long texts are cut, see ``limited(_:)``.
enum KeyPart {
  private static let plain = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+@ ,".utf8)

  static func encoded(_ text: String) -> String {
    if text.isEmpty { return "%" }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if plain.contains(byte), !(byte == UInt8(ascii: ".") && bytes.isEmpty) {
        bytes.append(byte)
      } else {
        bytes.append(UInt8(ascii: "%"))
        bytes.append(contentsOf: hexadecimal([byte]).utf8)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func decoded(_ part: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(part.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else if byte != UInt8(ascii: "%") {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// At most 200 bytes, so that a suffix fits into the name of a file, too.
  static func limited(_ part: String) -> String {
    String(decoding: part.utf8.prefix(200), as: UTF8.self)
  }
}
