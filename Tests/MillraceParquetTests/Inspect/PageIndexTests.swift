import MillraceParquet
import Testing

/// Page indexes that agree and that do not.
@Suite struct PageIndexTests {
  private static let numbers: [Int64] = [5, -3, 9]

  /// The findings for a file of three numbers in one page, with an index put where the first byte of the footer was.
  private func findings(
    column: ColumnIndex? = nil, offset edit: (inout OffsetIndex) -> Void = { _ in }
  ) throws -> [String] {
    let sample = HandmadeFile.numbers(Self.numbers)
    let plain = try sample.open()
    let pages = Array(sample.bytes()[..<plain.footerOffset])
    var offsetIndex = OffsetIndex(pageLocations: [
      PageLocation(offset: 4, compressedPageSize: Int32(pages.count - 4), firstRowIndex: 0)
    ])
    edit(&offsetIndex)
    let columnBytes = column?.encoded() ?? []
    let offsetBytes = offsetIndex.encoded()
    var metadata = plain.metadata
    if column != nil {
      metadata.rowGroups[0].columns[0].columnIndexOffset = Int64(pages.count)
      metadata.rowGroups[0].columns[0].columnIndexLength = Int32(columnBytes.count)
    }
    metadata.rowGroups[0].columns[0].offsetIndexOffset = Int64(pages.count + columnBytes.count)
    metadata.rowGroups[0].columns[0].offsetIndexLength = Int32(offsetBytes.count)
    let footer = metadata.encoded()
    let bytes =
      pages + columnBytes + offsetBytes + footer + littleEndian(UInt32(footer.count)) + [UInt8]("PAR1".utf8)
    return ParquetVerifier.verify(try ParquetFile(bytes: ByteArrayFile(bytes))).findings.map(\.description)
  }

  private static func index(
    null: Bool = false, least: Int64 = -3, greatest: Int64 = 9, nulls: Int64 = 0
  ) -> ColumnIndex {
    ColumnIndex(
      nullPages: [null], minValues: [littleEndian(least)], maxValues: [littleEndian(greatest)],
      boundaryOrder: .ascending, nullCounts: [nulls])
  }

  @Test func indexesThatAgreeAreNoFault() throws {
    #expect(try findings(column: Self.index()) == [])
    #expect(try findings(column: Self.index(least: -4, greatest: 10)) == [])
  }

  @Test func falseColumnIndexesAreFound() throws {
    for index in [
      Self.index(null: true), Self.index(least: -2), Self.index(greatest: 8), Self.index(nulls: 1),
      ColumnIndex(nullPages: [], minValues: [], maxValues: [], boundaryOrder: .unordered),
    ] {
      #expect(try !findings(column: index).isEmpty)
    }
  }

  @Test func falseOffsetIndexesAreFound() throws {
    #expect(try !findings { $0.pageLocations = [] }.isEmpty)
    #expect(try !findings { $0.pageLocations[0].offset += 1 }.isEmpty)
    #expect(try !findings { $0.pageLocations[0].compressedPageSize += 1 }.isEmpty)
    #expect(try !findings { $0.pageLocations[0].firstRowIndex += 1 }.isEmpty)
  }
}
