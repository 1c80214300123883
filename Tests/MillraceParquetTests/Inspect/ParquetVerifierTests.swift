import MillraceParquet
import Testing

/// Each thing that the verifier checks is made wrong in turn, and must be found.
@Suite struct ParquetVerifierTests {
  private static var numbers: HandmadeFile { .numbers([5, -3, 9]) }

  private func findings(_ sample: HandmadeFile) throws -> [String] {
    ParquetVerifier.verify(try sample.open()).findings.map(\.description)
  }

  private static func bound(_ value: Int64) -> [UInt8] { littleEndian(value) }

  @Test func soundFilesHaveNoFindings() throws {
    #expect(try findings(Self.numbers) == [])
    #expect(try findings(.mixed) == [])
    let result = ParquetVerifier.verify(try HandmadeFile.mixed.open())
    #expect(result.columnChunks == 3)
    #expect(result.pages == 4)
    #expect(result.checksums == 4)
    #expect(result.values == 10)
  }

  @Test(arguments: [
    (Statistics(nullCount: 1), "null_count is 1, not 0"),
    (Statistics(minValue: bound(-2)), "the min -2 is above -3"),
    (Statistics(maxValue: bound(8)), "the max 8 is below 9"),
    (Statistics(minValue: bound(-4), isMinValueExact: true), "called exact, and the least value is -3"),
    (Statistics(maxValue: bound(10), isMaxValueExact: true), "called exact, and the greatest value is 9"),
    (Statistics(maxValue: [1]), "the max has 1 bytes"),
  ])
  func falseStatisticsAreFound(_ statistics: Statistics, _ message: String) throws {
    var sample = Self.numbers
    sample.edit = { $0.rowGroups[0].columns[0].metaData.statistics = statistics }
    let found = try findings(sample)
    #expect(found.count == 1 && found[0].contains(message), "\(found)")
  }

  @Test func looseBoundsAreNoFault() throws {
    var sample = Self.numbers
    sample.edit = {
      $0.rowGroups[0].columns[0].metaData.statistics = Statistics(
        nullCount: 0, minValue: Self.bound(-4), maxValue: Self.bound(10), isMinValueExact: false)
    }
    #expect(try findings(sample) == [])
  }

  /// Metadata made wrong, and what the finding must say.
  struct Fault: Sendable {
    var message: String
    var edit: @Sendable (inout FileMetaData) -> Void

    init(_ message: String, _ edit: @escaping @Sendable (inout FileMetaData) -> Void) {
      self.message = message
      self.edit = edit
    }
  }

  private static let faults = [
    Fault("column orders") { $0.columnOrders = [] },
    Fault("total_byte_size") { $0.rowGroups[0].totalByteSize += 1 },
    Fault("total_compressed_size") { $0.rowGroups[0].totalCompressedSize = 1 },
    Fault("file_offset") { $0.rowGroups[0].fileOffset = 5 },
    Fault("ordinal") { $0.rowGroups[0].ordinal = 1 },
    Fault("PLAIN is used") { $0.rowGroups[0].columns[0].metaData.encodings = [.rle] },
    Fault("dictionary_page_offset") { $0.rowGroups[0].columns[0].metaData.dictionaryPageOffset = 4 },
    Fault("encoding_stats") {
      let stats = PageEncodingStats(pageType: .dataPage, encoding: .plain, count: 2)
      $0.rowGroups[0].columns[0].metaData.encodingStats = [stats]
    },
    Fault("definition_level_histogram") {
      $0.rowGroups[0].columns[0].metaData.sizeStatistics = SizeStatistics(definitionLevelHistogram: [4])
    },
    Fault("page index") { $0.rowGroups[0].columns[0].offsetIndexOffset = 1 << 40 },
  ]

  @Test(arguments: faults)
  func falseMetadataIsFound(_ fault: Fault) throws {
    var sample = Self.numbers
    sample.edit = fault.edit
    let found = try findings(sample)
    #expect(found.contains { $0.contains(fault.message) }, "\(found)")
  }

  @Test func textThatIsNotUTF8IsFound() throws {
    let schema = ParquetSchema(fields: [.string("s", .required)])
    let column = HandmadeColumn(path: ["s"], type: .byteArray, count: 1, values: littleEndian(UInt32(1)) + [0xFF])
    let found = try findings(HandmadeFile(schema: schema.elements, rows: 1, columns: [column]))
    #expect(found.count == 1 && found[0].contains("value 0 is not UTF-8"), "\(found)")
  }
}
