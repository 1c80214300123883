import MillraceCompression
import MillraceParquet

/// A Parquet file of one row group, put together byte by byte, for shapes and faults that no writer makes.
struct HandmadeFile {
  var schema: [SchemaElement]
  var rows: Int
  var columns: [HandmadeColumn]
  /// Changes the metadata before it is written.
  var edit: (inout FileMetaData) -> Void = { _ in }

  /// The file.
  func bytes() -> [UInt8] {
    var bytes = [UInt8]("PAR1".utf8)
    let chunks = columns.map { Self.append($0, to: &bytes) }
    let size = chunks.reduce(0) { $0 + $1.metaData.totalUncompressedSize }
    var metadata = FileMetaData(
      version: 2, schema: schema, numRows: Int64(rows),
      rowGroups: [RowGroup(columns: chunks, totalByteSize: size, numRows: Int64(rows))], createdBy: "a test",
      columnOrders: columns.map { _ in .typeDefined })
    edit(&metadata)
    let footer = metadata.encoded()
    return bytes + footer + littleEndian(UInt32(footer.count)) + [UInt8]("PAR1".utf8)
  }

  /// The file, opened.
  func open(_ options: ParquetReaderOptions = .init()) throws -> ParquetFile {
    try ParquetFile(bytes: ByteArrayFile(bytes()), options: options)
  }

  private static func append(_ column: HandmadeColumn, to bytes: inout [UInt8]) -> ColumnChunk {
    let start = bytes.count
    if let dictionary = column.dictionary {
      let header = DictionaryPageHeader(numValues: Int32(dictionary.count), encoding: Encoding.plain.rawValue)
      append(.dictionary(header), dictionary.bytes, to: &bytes)
    }
    let dataOffset = bytes.count
    let header = DataPageHeader(
      numValues: Int32(column.count), encoding: column.encoding.rawValue,
      definitionLevelEncoding: column.levelEncoding, repetitionLevelEncoding: column.levelEncoding)
    append(.data(header), column.body, to: &bytes)
    let size = Int64(bytes.count - start)
    return ColumnChunk(
      fileOffset: 0,
      metaData: ColumnMetaData(
        type: column.type, encodings: [column.encoding, .rle], pathInSchema: column.path, codec: .uncompressed,
        numValues: Int64(column.count), totalUncompressedSize: size, totalCompressedSize: size,
        dataPageOffset: Int64(dataOffset), dictionaryPageOffset: column.dictionary == nil ? nil : Int64(start)))
  }

  private static func append(_ kind: PageHeader.Kind, _ body: [UInt8], to bytes: inout [UInt8]) {
    let header = PageHeader(
      kind: kind, uncompressedPageSize: Int32(body.count), compressedPageSize: Int32(body.count),
      crc: body.withUnsafeBytes { crc32($0) })
    bytes += header.encoded() + body
  }
}

extension ParquetFile {
  /// All rows, each as the text of a JSON object.
  func rows(columns: [String]? = nil, limit: Int? = nil) throws -> [String] {
    var reader = try ParquetRowReader(self, columns: columns, limit: limit)
    var rows: [String] = []
    var json: [UInt8] = []
    while try reader.appendNext(to: &json) {
      rows.append(String(decoding: json, as: UTF8.self))
      json.removeAll()
    }
    return rows
  }
}
