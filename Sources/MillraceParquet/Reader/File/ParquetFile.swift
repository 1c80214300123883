/// A Parquet file that is open for reading: its footer, and access to its columns.
///
/// Any number of threads may use it at once.
package struct ParquetFile: Sendable {
  package let bytes: any RandomAccessBytes
  package let options: ParquetReaderOptions
  package let metadata: FileMetaData
  package let schema: ParquetSchema
  /// Where the footer begins: no page lies at or beyond it.
  package let footerOffset: Int

  /// Opens the file at `path` and reads its footer.
  package init(path: String, options: ParquetReaderOptions = .init()) throws(ParquetError) {
    try self.init(bytes: try OpenFile(path: path), options: options)
  }

  /// Reads the footer of `bytes`.
  package init(bytes: any RandomAccessBytes, options: ParquetReaderOptions = .init()) throws(ParquetError) {
    do throws(ParquetError) {
      let footer = try Footer(of: bytes, limit: options.maximumFooterBytes)
      let metadata = try FileMetaData(decoding: try bytes.read(at: footer.offset, count: footer.length))
      self.bytes = bytes
      self.options = options
      self.metadata = metadata
      self.schema = try ParquetSchema(elements: metadata.schema)
      self.footerOffset = footer.offset
      try checkRowGroups()
    } catch {
      throw error.message.hasPrefix(bytes.name) ? error : error.at(bytes.name)
    }
  }

  private func checkRowGroups() throws(ParquetError) {
    var rows: Int64 = 0
    for (index, group) in metadata.rowGroups.enumerated() {
      guard group.columns.count == schema.leaves.count else {
        throw ParquetError(
          .malformed, "row group \(index) has \(group.columns.count) columns, the schema \(schema.leaves.count)")
      }
      let (sum, overflows) = rows.addingReportingOverflow(group.numRows)
      guard group.numRows >= 0, !overflows else {
        throw ParquetError(.malformed, "row group \(index) claims \(group.numRows) rows")
      }
      rows = sum
    }
    guard rows == metadata.numRows else {
      throw ParquetError(.malformed, "the footer counts \(metadata.numRows) rows, its row groups \(rows)")
    }
  }
}
