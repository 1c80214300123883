/// A reflected, complemented CRC over eight bytes at a time (slicing by eight).
struct ReflectedCRC<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private let tables: [Word]

  /// - Parameter polynomial: with its bits reversed.
  init(polynomial: Word) {
    var tables = [Word](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var crc = Word(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ polynomial : crc >> 1 }
      tables[byte] = crc
    }
    for slice in 1..<8 {
      for byte in 0..<256 {
        let before = tables[(slice - 1) * 256 + byte]
        tables[slice * 256 + byte] = (before >> 8) ^ tables[Int(before & 0xFF)]
      }
    }
    self.tables = tables
  }

  /// Continues a checksum; 0 to begin.
  func update(_ crc: Word, with bytes: UnsafeRawBufferPointer) -> Word {
    tables.withUnsafeBufferPointer { table in
      var crc = ~crc
      var index = 0
      while index + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ UInt64(crc)
        crc = 0
        for slice in 0..<8 {
          crc ^= table[(7 - slice) * 256 + Int(truncatingIfNeeded: (word >> UInt64(slice * 8)) & 0xFF)]
        }
        index += 8
      }
      while index < bytes.count {
        crc = (crc >> 8) ^ table[Int(truncatingIfNeeded: (crc ^ Word(bytes[index])) & 0xFF)]
        index += 1
      }
      return ~crc
    }
  }
}

extension ReflectedCRC<UInt32> {
  /// CRC-32C, of iSCSI (RFC 3720).
  static let castagnoli = ReflectedCRC(polynomial: 0x82F6_3B78)
}

extension ReflectedCRC<UInt64> {
  /// CRC-64/NVME, as the NVM Express specification defines it.
  static let nvme = ReflectedCRC(polynomial: 0x9A6C_9329_AC4B_C9B5)
}
