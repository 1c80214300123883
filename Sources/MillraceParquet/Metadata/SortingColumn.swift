/// A column by which the rows of a row group are sorted.
package struct SortingColumn: Sendable, Equatable {
  package var columnIndex: Int32
  package var descending: Bool
  package var nullsFirst: Bool

  package init(columnIndex: Int32, descending: Bool, nullsFirst: Bool) {
    self.columnIndex = columnIndex
    self.descending = descending
    self.nullsFirst = nullsFirst
  }
}

extension SortingColumn: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(columnIndex, field: 1)
      writer.write(descending, field: 2)
      writer.write(nullsFirst, field: 3)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var columnIndex: Int32?
    var descending: Bool?
    var nullsFirst: Bool?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: columnIndex = try reader.readInt32(field)
      case 2: descending = try reader.readBool(field)
      case 3: nullsFirst = try reader.readBool(field)
      default: try reader.skip(field)
      }
    }
    guard let columnIndex, let descending, let nullsFirst else {
      throw reader.missing("a required field of SortingColumn")
    }
    self.init(
      columnIndex: columnIndex, descending: descending, nullsFirst: nullsFirst)
  }
}
