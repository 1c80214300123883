/// A column of a row group, and where its indexes are. Offsets are in bytes from the start of the file.
package struct ColumnChunk: Sendable, Equatable {
  /// Another file that holds the pages; not used by any common writer.
  package var filePath: String?
  /// Deprecated; 0.
  package var fileOffset: Int64
  package var metaData: ColumnMetaData
  package var offsetIndexOffset: Int64?
  package var offsetIndexLength: Int32?
  package var columnIndexOffset: Int64?
  package var columnIndexLength: Int32?

  package init(
    filePath: String? = nil,
    fileOffset: Int64,
    metaData: ColumnMetaData,
    offsetIndexOffset: Int64? = nil,
    offsetIndexLength: Int32? = nil,
    columnIndexOffset: Int64? = nil,
    columnIndexLength: Int32? = nil
  ) {
    self.filePath = filePath
    self.fileOffset = fileOffset
    self.metaData = metaData
    self.offsetIndexOffset = offsetIndexOffset
    self.offsetIndexLength = offsetIndexLength
    self.columnIndexOffset = columnIndexOffset
    self.columnIndexLength = columnIndexLength
  }
}

extension ColumnChunk: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(filePath, field: 1)
      writer.write(fileOffset, field: 2)
      writer.write(metaData, field: 3)
      writer.write(offsetIndexOffset, field: 4)
      writer.write(offsetIndexLength, field: 5)
      writer.write(columnIndexOffset, field: 6)
      writer.write(columnIndexLength, field: 7)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var filePath: String?
    var fileOffset: Int64?
    var metaData: ColumnMetaData?
    var offsetIndexOffset: Int64?
    var offsetIndexLength: Int32?
    var columnIndexOffset: Int64?
    var columnIndexLength: Int32?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: filePath = try reader.readString(field)
      case 2: fileOffset = try reader.readInt64(field)
      case 3: metaData = try reader.read(field)
      case 4: offsetIndexOffset = try reader.readInt64(field)
      case 5: offsetIndexLength = try reader.readInt32(field)
      case 6: columnIndexOffset = try reader.readInt64(field)
      case 7: columnIndexLength = try reader.readInt32(field)
      default: try reader.skip(field)
      }
    }
    guard let fileOffset, let metaData else {
      throw reader.missing("a required field of ColumnChunk")
    }
    self.init(
      filePath: filePath, fileOffset: fileOffset, metaData: metaData, offsetIndexOffset: offsetIndexOffset,
      offsetIndexLength: offsetIndexLength, columnIndexOffset: columnIndexOffset,
      columnIndexLength: columnIndexLength)
  }
}
