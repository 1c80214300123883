public import CMillraceSIMD

/// UUIDs in their text form, 8-4-4-4-12 hexadecimal digits (RFC 9562, section 4), in lower case only: upper case would not come
/// back the same.
public enum UUIDText {
  /// Writes the 16 bytes that the whole text spells; false, with nothing promised about them, when it is no UUID in lower case.
  @inlinable
  public static func parse(
    _ text: UnsafePointer<UInt8>, count: Int, into bytes: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    count == 36 && mr_uuid_parse(text, bytes)
  }

  /// The text of the 16 bytes at `bytes`.
  package static func format(_ bytes: UnsafePointer<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for index in 0..<16 {
      if index == 4 || index == 6 || index == 8 || index == 10 { text.append(UInt8(ascii: "-")) }
      text.append(digits[Int(bytes[index] >> 4)])
      text.append(digits[Int(bytes[index] & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
