/// Where a data page is, and which row it begins with.
package struct PageLocation: Sendable, Equatable {
  /// Of the page header, in bytes from the start of the file.
  package var offset: Int64
  /// Bytes of the page as stored, its header included.
  package var compressedPageSize: Int32
  /// Within the row group, from 0.
  package var firstRowIndex: Int64

  package init(offset: Int64, compressedPageSize: Int32, firstRowIndex: Int64) {
    self.offset = offset
    self.compressedPageSize = compressedPageSize
    self.firstRowIndex = firstRowIndex
  }
}

extension PageLocation: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(offset, field: 1)
      writer.write(compressedPageSize, field: 2)
      writer.write(firstRowIndex, field: 3)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var offset: Int64?
    var compressedPageSize: Int32?
    var firstRowIndex: Int64?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: offset = try reader.readInt64(field)
      case 2: compressedPageSize = try reader.readInt32(field)
      case 3: firstRowIndex = try reader.readInt64(field)
      default: try reader.skip(field)
      }
    }
    guard let offset, let compressedPageSize, let firstRowIndex else {
      throw reader.missing("a required field of PageLocation")
    }
    self.init(
      offset: offset, compressedPageSize: compressedPageSize, firstRowIndex: firstRowIndex)
  }
}
