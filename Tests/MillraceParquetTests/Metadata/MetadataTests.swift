import MillraceParquet
import Testing

@Suite struct MetadataTests {
  private static let statistics = Statistics(
    nullCount: 3, distinctCount: 2, minValue: [1], maxValue: [2, 3], isMinValueExact: true, isMaxValueExact: false,
    deprecatedMin: [4], deprecatedMax: [5])

  private static let column = ColumnChunk(
    filePath: "other", fileOffset: 4,
    metaData: ColumnMetaData(
      type: .byteArray, encodings: [.plain, .rleDictionary, .rle], pathInSchema: ["a", "b"], codec: .zstd,
      numValues: 10, totalUncompressedSize: 100, totalCompressedSize: 50,
      keyValueMetadata: [KeyValue(key: "k", value: nil)], dataPageOffset: 30, indexPageOffset: 31,
      dictionaryPageOffset: 4, statistics: statistics,
      encodingStats: [PageEncodingStats(pageType: .dataPageV2, encoding: .plain, count: 2)], bloomFilterOffset: 90,
      bloomFilterLength: 20,
      sizeStatistics: SizeStatistics(
        unencodedByteArrayDataBytes: 70, repetitionLevelHistogram: [1, 2], definitionLevelHistogram: [3, 4])),
    offsetIndexOffset: 200, offsetIndexLength: 10, columnIndexOffset: 210, columnIndexLength: 11)

  @Test func aFooterComesBack() throws {
    let metadata = FileMetaData(
      version: 2,
      schema: [
        SchemaElement(name: "root", numChildren: 1),
        SchemaElement(
          name: "d", type: .fixedLenByteArray, typeLength: 9, repetition: .optional, convertedType: .decimal, scale: 2,
          precision: 20, fieldID: 7, logicalType: .decimal(precision: 20, scale: 2)),
      ],
      numRows: 12,
      rowGroups: [
        RowGroup(
          columns: [Self.column], totalByteSize: 100, numRows: 12,
          sortingColumns: [SortingColumn(columnIndex: 0, descending: true, nullsFirst: false)], fileOffset: 4,
          totalCompressedSize: 50, ordinal: 0)
      ],
      keyValueMetadata: [KeyValue(key: "k", value: "v")], createdBy: "me", columnOrders: [.typeDefined])
    #expect(try FileMetaData(decoding: metadata.encoded()) == metadata)
  }

  @Test(arguments: [
    LogicalType.string, .map, .list, .enum, .decimal(precision: 38, scale: 10), .date,
    .time(isAdjustedToUTC: true, unit: .nanos), .timestamp(isAdjustedToUTC: false, unit: .micros),
    .integer(bitWidth: 64, isSigned: false), .null, .json, .bson, .uuid, .float16, .unrecognized(16),
  ])
  func aLogicalTypeComesBack(_ type: LogicalType) throws {
    #expect(try LogicalType(decoding: type.encoded()) == type)
  }

  @Test(arguments: [
    PageHeader.Kind.data(
      DataPageHeader(
        numValues: 5, encoding: 0, definitionLevelEncoding: .rle, repetitionLevelEncoding: .bitPacked,
        statistics: statistics)),
    .dataV2(
      DataPageHeaderV2(
        numValues: 5, numNulls: 1, numRows: 4, encoding: 8, definitionLevelsByteLength: 6,
        repetitionLevelsByteLength: 7, isCompressed: false, statistics: nil)),
    .dictionary(DictionaryPageHeader(numValues: 3, encoding: 0, isSorted: true)),
    .other(1), .other(77),
  ])
  func aPageHeaderComesBack(_ kind: PageHeader.Kind) throws {
    let header = PageHeader(kind: kind, uncompressedPageSize: 10, compressedPageSize: 9, crc: 0xFFFF_0001)
    #expect(try PageHeader(decoding: header.encoded()) == header)
  }

  @Test func indexesComeBack() throws {
    let columnIndex = ColumnIndex(
      nullPages: [false, true], minValues: [[1], []], maxValues: [[2], []], boundaryOrder: .ascending,
      nullCounts: [0, 5], repetitionLevelHistograms: [1], definitionLevelHistograms: [2])
    #expect(try ColumnIndex(decoding: columnIndex.encoded()) == columnIndex)
    let offsetIndex = OffsetIndex(
      pageLocations: [PageLocation(offset: 4, compressedPageSize: 10, firstRowIndex: 0)],
      unencodedByteArrayDataBytes: [8])
    #expect(try OffsetIndex(decoding: offsetIndex.encoded()) == offsetIndex)
  }

  @Test func aMissingFieldIsNamed() {
    let error = #expect(throws: ParquetError.self) { try RowGroup(decoding: [0]) }
    #expect(error?.message.contains("RowGroup") == true)
  }
}
