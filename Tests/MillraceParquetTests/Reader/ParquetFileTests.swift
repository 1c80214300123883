import MillraceParquet
import Testing

@Suite struct ParquetFileTests {
  private func failure(_ bytes: [UInt8]) -> ParquetError? {
    #expect(throws: ParquetError.self) { try ParquetFile(bytes: ByteArrayFile(bytes, name: "f.parquet")) }
  }

  @Test func whatIsNotParquetIsToldSo() {
    #expect(failure([])?.code == .notParquet)
    #expect(failure([UInt8](repeating: 0x7B, count: 100))?.message.contains("does not begin with PAR1") == true)
    let cut = Array(HandmadeFile.mixed.bytes().dropLast())
    #expect(
      failure(cut)?.message == "f.parquet: begins as a Parquet file and does not end as one: it was cut short, "
        + "or is still being written; write or copy it again")
    let encrypted = [UInt8]("PARE".utf8) + [UInt8](repeating: 0, count: 8) + [UInt8]("PARE".utf8)
    #expect(failure(encrypted)?.code == .unsupported)
    let long = [UInt8]("PAR1".utf8) + [UInt8](repeating: 0xFF, count: 8) + [UInt8]("PAR1".utf8)
    #expect(failure(long)?.code == .malformed)
  }

  @Test func pathsThatCannotBeReadAreNamed() {
    for path in ["/nonexistent/x.parquet", "/"] {
      let error = #expect(throws: ParquetError.self) { try ParquetFile(path: path) }
      #expect(error?.code == .unreadable)
      #expect(error?.message.hasPrefix(path) == true)
    }
  }

  @Test func aDamagedPageIsFoundByItsChecksum() throws {
    var bytes = HandmadeFile.numbers([1, 2, 3]).bytes()
    let footer = try ParquetFile(bytes: ByteArrayFile(bytes)).footerOffset
    // The last of the three numbers, whose first byte is eight bytes before the footer.
    let last = footer - 8
    bytes[last] = 4
    let error = #expect(throws: ParquetError.self) { try ParquetFile(bytes: ByteArrayFile(bytes)).rows() }
    #expect(error?.code == .checksum)
    #expect(error?.message.contains("row group 0, column n: page at byte 4") == true)
    var options = ParquetReaderOptions()
    options.verifiesChecksums = false
    let file = try ParquetFile(bytes: ByteArrayFile(bytes), options: options)
    #expect(try file.rows() == [#"{"n":1}"#, #"{"n":2}"#, #"{"n":4}"#])
  }

  @Test func codecsThatAreNotReadAreNamed() throws {
    var sample = HandmadeFile.numbers([1])
    sample.edit = { $0.rowGroups[0].columns[0].metaData.codec = .brotli }
    let error = #expect(throws: ParquetError.self) { try sample.open().rows() }
    #expect(error?.code == .unsupported)
    #expect(error?.message.contains("BROTLI") == true)
  }

  /// Sizes and places that do not fit the file, each of which would reach outside it or claim memory for nothing.
  private static let contradictions: [@Sendable (inout FileMetaData) -> Void] = [
    { $0.rowGroups[0].columns[0].metaData.totalCompressedSize = .max },
    { $0.rowGroups[0].columns[0].metaData.totalCompressedSize = -1 },
    { $0.rowGroups[0].columns[0].metaData.dataPageOffset = .max },
    { $0.rowGroups[0].columns[0].metaData.dataPageOffset = .min },
    { $0.rowGroups[0].columns[0].metaData.dictionaryPageOffset = 3 },
    { $0.rowGroups[0].columns[0].metaData.numValues = 4 },
    { $0.rowGroups[0].columns[0].metaData.numValues = -1 },
    { $0.rowGroups[0].columns[0].metaData.type = .int32 },
    { $0.rowGroups[0].columns = [] },
    { $0.rowGroups[0].numRows = .max },
    { $0.rowGroups[0].numRows = -3 },
    { $0.rowGroups += $0.rowGroups },
    { $0.schema.removeLast() },
    { $0.schema[1].type = .fixedLenByteArray },
    { $0.schema[1].repetition = .repeated },
  ]

  @Test(arguments: contradictions.indices)
  func contradictionsAreErrors(_ index: Int) {
    var sample = HandmadeFile.numbers([1, 2, 3])
    sample.edit = Self.contradictions[index]
    #expect(throws: ParquetError.self) { try sample.open().rows() }
  }

  @Test func limitsHold() {
    var options = ParquetReaderOptions()
    options.maximumPageValues = 2
    #expect(throws: ParquetError.self) { try HandmadeFile.numbers([1, 2, 3]).open(options).rows() }
    options = ParquetReaderOptions()
    options.maximumPageBytes = 23
    #expect(throws: ParquetError.self) { try HandmadeFile.numbers([1, 2, 3]).open(options).rows() }
    options = ParquetReaderOptions()
    options.maximumFooterBytes = 20
    #expect(throws: ParquetError.self) { try HandmadeFile.numbers([1, 2, 3]).open(options) }
  }
}
