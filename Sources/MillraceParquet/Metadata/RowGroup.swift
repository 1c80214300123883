/// Rows that are stored together, column by column.
package struct RowGroup: Sendable, Equatable {
  /// One for each leaf of the schema, in its order.
  package var columns: [ColumnChunk]
  /// Bytes of all columns before compression.
  package var totalByteSize: Int64
  package var numRows: Int64
  package var sortingColumns: [SortingColumn]?
  /// Where the first page begins.
  package var fileOffset: Int64?
  /// Bytes of all columns as stored.
  package var totalCompressedSize: Int64?
  package var ordinal: Int16?

  package init(
    columns: [ColumnChunk],
    totalByteSize: Int64,
    numRows: Int64,
    sortingColumns: [SortingColumn]? = nil,
    fileOffset: Int64? = nil,
    totalCompressedSize: Int64? = nil,
    ordinal: Int16? = nil
  ) {
    self.columns = columns
    self.totalByteSize = totalByteSize
    self.numRows = numRows
    self.sortingColumns = sortingColumns
    self.fileOffset = fileOffset
    self.totalCompressedSize = totalCompressedSize
    self.ordinal = ordinal
  }
}

extension RowGroup: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(columns, field: 1)
      writer.write(totalByteSize, field: 2)
      writer.write(numRows, field: 3)
      writer.write(sortingColumns, field: 4)
      writer.write(fileOffset, field: 5)
      writer.write(totalCompressedSize, field: 6)
      writer.write(ordinal, field: 7)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var columns: [ColumnChunk]?
    var totalByteSize: Int64?
    var numRows: Int64?
    var sortingColumns: [SortingColumn]?
    var fileOffset: Int64?
    var totalCompressedSize: Int64?
    var ordinal: Int16?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: columns = try reader.readList(field)
      case 2: totalByteSize = try reader.readInt64(field)
      case 3: numRows = try reader.readInt64(field)
      case 4: sortingColumns = try reader.readList(field)
      case 5: fileOffset = try reader.readInt64(field)
      case 6: totalCompressedSize = try reader.readInt64(field)
      case 7: ordinal = try reader.readInt16(field)
      default: try reader.skip(field)
      }
    }
    guard let columns, let totalByteSize, let numRows else {
      throw reader.missing("a required field of RowGroup")
    }
    self.init(
      columns: columns, totalByteSize: totalByteSize, numRows: numRows, sortingColumns: sortingColumns,
      fileOffset: fileOffset, totalCompressedSize: totalCompressedSize, ordinal: ordinal)
  }
}
