/// Tables for checksums eight bytes at a time (“slicing by 8”), for polynomials without a routine of their own.
struct CRCTable<Word: FixedWidthInteger & UnsignedInteger & Sendable>: Sendable {
  private let tables: [Word]

  /// - Parameter polynomial: reflected.
  init(polynomial: Word) {
    var tables = [Word](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var value = Word(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ polynomial : value >> 1 }
      tables[byte] = value
    }
    for slice in 1..<8 {
      for byte in 0..<256 {
        let previous = tables[(slice - 1) * 256 + byte]
        tables[slice * 256 + byte] = previous >> 8 ^ tables[Int(previous & 0xFF)]
      }
    }
    self.tables = tables
  }

  /// Goes on from a checksum, complemented at both ends; 0 begins.
  func update(_ crc: Word, _ bytes: UnsafeRawBufferPointer) -> Word {
    tables.withUnsafeBufferPointer { tables in
      var crc = ~crc
      var index = 0
      while index + 8 <= bytes.count {
        let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ UInt64(crc)
        crc = 0
        for slice in 0..<8 { crc ^= tables[(7 - slice) * 256 + Int(word >> UInt64(8 * slice) & 0xFF)] }
        index += 8
      }
      while index < bytes.count {
        crc = (Word.bitWidth > 8 ? crc >> 8 : 0) ^ tables[Int(UInt8(truncatingIfNeeded: crc) ^ bytes[index])]
        index += 1
      }
      return ~crc
    }
  }
}
