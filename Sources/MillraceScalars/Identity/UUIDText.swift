import CMillraceSIMD

/// UUIDs in their text form, 8-4-4-4-12 hexadecimal digits (RFC 9562, section 4), in lower case only: upper case would not come
/// back the same.
package enum UUIDText {
  /// Writes the 16 bytes that the whole text spells; false, with nothing promised about them, when it is no UUID in lower case.
  @inlinable
  package static func parse(
    _ text: UnsafePointer<UInt8>, count: Int, into bytes: UnsafeMutablePointer<UInt8>
  ) -> Bool {
    let hyphen = UInt8(ascii: "-")
    guard count == 36, text[8] == hyphen, text[13] == hyphen, text[18] == hyphen, text[23] == hyphen else {
      return false
    }
    let second = UInt64(mr_load32(text + 9)) | UInt64(mr_load32(text + 14)) &<< 32
    let third = UInt64(mr_load32(text + 19)) | UInt64(mr_load32(text + 24)) &<< 32
    return storeBytes(mr_load64(text), bytes)
      && storeBytes(second, bytes + 4)
      && storeBytes(third, bytes + 8)
      && storeBytes(mr_load64(text + 28), bytes + 12)
  }

  /// Turns eight hexadecimal digits, one a byte of `characters`, into four bytes; false if one is no digit or in upper case.
  @inlinable @inline(__always)
  package static func storeBytes(_ characters: UInt64, _ bytes: UnsafeMutablePointer<UInt8>) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    // Bit 6 tells letters (0x61…0x66) from digits (0x30…0x39).
    let letters = (characters &>> 6) & ones
    let nibbles = (characters & (ones &* 0x0f)) &+ letters &* 9
    let hasRightHighNibble = characters & (ones &* 0xf0) == ones &* 0x30 &+ letters &* 0x30
    // A letter must give 10…15, a digit 0…9: adding 6 carries into bit 4 for letters, and only for them.
    let isInRange = nibbles & (ones &* 0x10) == 0 && (nibbles &+ ones &* 6) & (ones &* 0x10) == letters &* 0x10
    guard hasRightHighNibble, isInRange else { return false }
    var packed = (nibbles &<< 4 | nibbles &>> 8) & 0x00ff_00ff_00ff_00ff
    packed = (packed | packed &>> 8) & 0x0000_ffff_0000_ffff
    mr_store32(bytes, UInt32(truncatingIfNeeded: packed | packed &>> 16))
    return true
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
