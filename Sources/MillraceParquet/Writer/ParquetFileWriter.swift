/// Writes a Parquet file: row groups in the order in which they are appended, then the page indexes and the footer.
///
/// Columns may join later: row groups that are written by then get a chunk of nulls for them, which stands before
/// the page indexes, so that no earlier byte has to change. Source: parquet-format, README.md and PageIndex.md.
package final class ParquetFileWriter {
  private let sink: any ByteSink
  private let compressor: PageCompressor
  /// The top-level columns so far.
  package private(set) var fields: [SchemaNode]
  private var fieldIndex: [String: Int] = [:]
  private var schema: ParquetSchema
  private var rowGroups: [WrittenRowGroup] = []
  /// Bytes written so far.
  package private(set) var offset = 0

  package var rowGroupCount: Int { rowGroups.count }

  /// - Parameter fields: the columns that the file has in any case, even where no row group brings them.
  package init(sink: any ByteSink, compressor: PageCompressor, fields: [SchemaNode] = []) throws {
    self.sink = sink
    self.compressor = compressor
    self.fields = fields
    schema = ParquetSchema(fields: fields)
    for (index, field) in fields.enumerated() { fieldIndex[field.name] = index }
    try write(ParquetFormat.magic)
  }

  /// Appends a row group. Its columns are matched by name; unknown ones join the file's schema at the end.
  package func append(_ rowGroup: EncodedRowGroup) throws {
    join(rowGroup.fields)
    var chunkOfField = [Range<Int>?](repeating: nil, count: fields.count)
    var first = 0
    for field in rowGroup.fields {
      let count = field.leafCount
      if let index = fieldIndex[field.name] { chunkOfField[index] = first..<first + count }
      first += count
    }
    var written = WrittenRowGroup(rows: rowGroup.rows, offset: offset)
    written.columns.reserveCapacity(schema.leaves.count)
    var leaf = 0
    for (index, field) in fields.enumerated() {
      for position in 0..<field.leafCount {
        let chunk =
          try chunkOfField[index].map { rowGroup.chunks[$0.lowerBound + position] }
          ?? nullChunk(schema.leaves[leaf], rows: rowGroup.rows)
        try written.columns.append(write(chunk))
        leaf += 1
      }
    }
    rowGroups.append(written)
  }

  /// Adds columns that the file does not have yet; they are null in all row groups that do not bring them.
  package func join(_ newFields: [SchemaNode]) {
    let unknown = newFields.filter { fieldIndex[$0.name] == nil }
    guard !unknown.isEmpty else { return }
    for field in unknown {
      fieldIndex[field.name] = fields.count
      fields.append(field)
    }
    schema = ParquetSchema(fields: fields)
  }

  private func nullChunk(_ leaf: ParquetLeaf, rows: Int) throws -> EncodedColumnChunk {
    var pages = PageWriter()
    var repetition = LevelBuffer(maximum: leaf.maxRepetitionLevel)
    var definition = LevelBuffer(maximum: leaf.maxDefinitionLevel)
    repetition.append(0, count: rows)
    definition.append(0, count: rows)
    var body = EncodingBuffer()
    repetition.encode(into: &body)
    definition.encode(into: &body)
    let statistics = ColumnStatistics(nullCount: rows)
    try pages.appendDataPage(
      body.bytes, slots: rows, rows: rows, encoding: .plain, statistics: statistics, compressor: compressor)
    return pages.finish(statistics: statistics, compressor: compressor)
  }

  private func write(_ chunk: EncodedColumnChunk) throws -> WrittenColumn {
    let start = offset
    try write(chunk.dictionaryPage.bytes)
    let dataStart = offset
    try write(chunk.dataPages.bytes)
    return WrittenColumn(
      dictionaryOffset: dataStart > start ? start : nil, dataOffset: dataStart,
      compressedSize: offset - start, uncompressedSize: chunk.uncompressedSize, pages: chunk.pages,
      statistics: chunk.statistics, codec: chunk.codec)
  }

  /// Writes what comes behind the row groups; the file is complete afterwards.
  /// - Parameter metadata: key-value pairs for the footer.
  package func finish(metadata: [(String, String)], createdBy: String) throws {
    try fillUp()
    var groups = rowGroups.enumerated().map { ParquetFormat.rowGroup($1, ordinal: $0, schema) }
    try writeColumnIndexes(into: &groups)
    try writeOffsetIndexes(into: &groups)
    let footer = FileMetaData(
      version: 2, schema: schema.elements, numRows: Int64(rowGroups.reduce(0) { $0 + $1.rows }), rowGroups: groups,
      keyValueMetadata: metadata.map { KeyValue(key: $0.0, value: $0.1) }, createdBy: createdBy,
      columnOrders: schema.leaves.map { _ in .typeDefined })
    var writer = ThriftCompactWriter()
    footer.encode(into: &writer)
    try write(writer.bytes)
    try withUnsafeBytes(of: UInt32(writer.bytes.count).littleEndian) { try write($0) }
    try write(ParquetFormat.magic)
  }

  /// Gives earlier row groups chunks of nulls for the columns that joined after them.
  private func fillUp() throws {
    for index in rowGroups.indices {
      for leaf in schema.leaves[rowGroups[index].columns.count...] {
        try rowGroups[index].columns.append(write(nullChunk(leaf, rows: rowGroups[index].rows)))
      }
    }
  }

  private func writeColumnIndexes(into groups: inout [RowGroup]) throws {
    for (g, group) in rowGroups.enumerated() {
      for (c, column) in group.columns.enumerated() {
        guard let index = ParquetFormat.columnIndex(column, leaf: schema.leaves[c]) else { continue }
        groups[g].columns[c].columnIndexOffset = Int64(offset)
        groups[g].columns[c].columnIndexLength = try write(index)
      }
    }
  }

  private func writeOffsetIndexes(into groups: inout [RowGroup]) throws {
    for (g, group) in rowGroups.enumerated() {
      for (c, column) in group.columns.enumerated() {
        groups[g].columns[c].offsetIndexOffset = Int64(offset)
        groups[g].columns[c].offsetIndexLength = try write(ParquetFormat.offsetIndex(column))
      }
    }
  }

  private func write(_ value: some ThriftStruct) throws -> Int32 {
    var writer = ThriftCompactWriter()
    value.encode(into: &writer)
    try write(writer.bytes)
    return Int32(writer.bytes.count)
  }

  private func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

  private func write(_ bytes: UnsafeRawBufferPointer) throws {
    guard !bytes.isEmpty else { return }
    try sink.write(bytes)
    offset += bytes.count
  }
}
