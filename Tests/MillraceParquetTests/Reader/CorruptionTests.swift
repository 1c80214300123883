import MillraceParquet
import Testing

/// Every byte of a file damaged, and the file cut at every length: an error or rows, never a trap.
@Suite struct CorruptionTests {
  /// Does all that can be done with a file; nil when it says that it is damaged.
  private func exercise(_ bytes: [UInt8], verifiesChecksums: Bool) -> [String]? {
    var options = ParquetReaderOptions()
    options.verifiesChecksums = verifiesChecksums
    do {
      let file = try ParquetFile(bytes: ByteArrayFile(bytes), options: options)
      let description = try ParquetDescription(file)
      _ = (description.text, description.json)
      _ = ParquetVerifier.verify(file)
      return try file.rows(limit: 1000)
    } catch {
      return nil
    }
  }

  @Test func damageNeverTraps() {
    let good = HandmadeFile.mixed.bytes()
    var errors = 0
    for index in good.indices {
      for mask: UInt8 in [0x01, 0x02, 0x10, 0x80, 0xFF] {
        var bad = good
        bad[index] ^= mask
        if exercise(bad, verifiesChecksums: false) == nil { errors += 1 }
      }
    }
    #expect(errors > good.count)
  }

  @Test func damagedPagesAreNotBelieved() throws {
    let good = HandmadeFile.mixed.bytes()
    let file = try ParquetFile(bytes: ByteArrayFile(good))
    for index in 4..<file.footerOffset {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var bad = good
        bad[index] ^= mask
        // A bit of a header may not matter; one of a page's contents is covered by its checksum.
        if let rows = exercise(bad, verifiesChecksums: true) { #expect(rows == HandmadeFile.mixedRows) }
      }
    }
  }

  @Test func truncationIsAnError() {
    let good = HandmadeFile.mixed.bytes()
    for count in good.indices {
      #expect(exercise(Array(good[..<count]), verifiesChecksums: true) == nil)
    }
  }
}
