/// The number under which the database finds an address: a hash of its text without the digits, plus the number that its
/// digits make. Part of the file's format.
///
/// Names that are numbered, or hold a time, get numbers that lie close together, in their order: thousands of new files
/// touch a few pages of the index. With a plain hash each of them touched a page of its own, and a file cost the more, the
/// more there were. Addresses with the same number are told apart by their text.
func addressKey(_ address: String) -> Int64 {
  // FNV-1a, 64 bits.
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  var number: UInt64 = 0
  for byte in address.utf8 {
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      number = number &* 10 &+ UInt64(byte &- UInt8(ascii: "0"))
    } else {
      hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
    }
  }
  return Int64(bitPattern: hash &+ number)
}
