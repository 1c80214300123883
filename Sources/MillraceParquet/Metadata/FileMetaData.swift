/// The footer of a Parquet file.
package struct FileMetaData: Sendable, Equatable {
  /// 2 for files with page version 2, data types or encodings that came with it; readers ignore it.
  package var version: Int32
  package var schema: [SchemaElement]
  package var numRows: Int64
  package var rowGroups: [RowGroup]
  package var keyValueMetadata: [KeyValue]?
  package var createdBy: String?
  /// One for each leaf; without it, readers do not trust `minValue` and `maxValue`.
  package var columnOrders: [ColumnOrder]?

  package init(
    version: Int32,
    schema: [SchemaElement],
    numRows: Int64,
    rowGroups: [RowGroup],
    keyValueMetadata: [KeyValue]? = nil,
    createdBy: String? = nil,
    columnOrders: [ColumnOrder]? = nil
  ) {
    self.version = version
    self.schema = schema
    self.numRows = numRows
    self.rowGroups = rowGroups
    self.keyValueMetadata = keyValueMetadata
    self.createdBy = createdBy
    self.columnOrders = columnOrders
  }
}

extension FileMetaData: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(version, field: 1)
      writer.write(schema, field: 2)
      writer.write(numRows, field: 3)
      writer.write(rowGroups, field: 4)
      writer.write(keyValueMetadata, field: 5)
      writer.write(createdBy, field: 6)
      writer.write(columnOrders, field: 7)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var version: Int32?
    var schema: [SchemaElement]?
    var numRows: Int64?
    var rowGroups: [RowGroup]?
    var keyValueMetadata: [KeyValue]?
    var createdBy: String?
    var columnOrders: [ColumnOrder]?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: version = try reader.readInt32(field)
      case 2: schema = try reader.readList(field)
      case 3: numRows = try reader.readInt64(field)
      case 4: rowGroups = try reader.readList(field)
      case 5: keyValueMetadata = try reader.readList(field)
      case 6: createdBy = try reader.readString(field)
      case 7: columnOrders = try reader.readList(field)
      default: try reader.skip(field)
      }
    }
    guard let version, let schema, let numRows, let rowGroups else {
      throw reader.missing("a required field of FileMetaData")
    }
    self.init(
      version: version, schema: schema, numRows: numRows, rowGroups: rowGroups, keyValueMetadata: keyValueMetadata,
      createdBy: createdBy, columnOrders: columnOrders)
  }
}
