/// FNV-1a of an address's bytes, 64 bits. Part of the file's format. Collisions cost a comparison, nothing else.
func addressHash(_ address: String) -> Int64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for byte in address.utf8 {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }
  return Int64(bitPattern: hash)
}
