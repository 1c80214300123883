/// Where the data pages of a column chunk are.
package struct OffsetIndex: Sendable, Equatable {
  package var pageLocations: [PageLocation]
  /// For each page, the bytes of its BYTE_ARRAY values without lengths.
  package var unencodedByteArrayDataBytes: [Int64]?

  package init(pageLocations: [PageLocation], unencodedByteArrayDataBytes: [Int64]? = nil) {
    self.pageLocations = pageLocations
    self.unencodedByteArrayDataBytes = unencodedByteArrayDataBytes
  }
}

extension OffsetIndex: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(pageLocations, field: 1)
      writer.write(unencodedByteArrayDataBytes, field: 2)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var pageLocations: [PageLocation]?
    var unencodedByteArrayDataBytes: [Int64]?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: pageLocations = try reader.readList(field)
      case 2: unencodedByteArrayDataBytes = try reader.readInt64List(field)
      default: try reader.skip(field)
      }
    }
    guard let pageLocations else {
      throw reader.missing("a required field of OffsetIndex")
    }
    self.init(
      pageLocations: pageLocations, unencodedByteArrayDataBytes: unencodedByteArrayDataBytes)
  }
}
