/// How many pages of a kind a column chunk has in an encoding.
package struct PageEncodingStats: Sendable, Equatable {
  package var pageType: PageType
  package var encoding: Encoding
  package var count: Int32

  package init(pageType: PageType, encoding: Encoding, count: Int32) {
    self.pageType = pageType
    self.encoding = encoding
    self.count = count
  }
}

extension PageEncodingStats: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(pageType.rawValue, field: 1)
      writer.write(encoding.rawValue, field: 2)
      writer.write(count, field: 3)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var pageType: PageType?
    var encoding: Encoding?
    var count: Int32?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: pageType = PageType(rawValue: try reader.readInt32(field))
      case 2: encoding = Encoding(rawValue: try reader.readInt32(field))
      case 3: count = try reader.readInt32(field)
      default: try reader.skip(field)
      }
    }
    guard let pageType, let encoding, let count else {
      throw reader.missing("a required field of PageEncodingStats")
    }
    self.init(
      pageType: pageType, encoding: encoding, count: count)
  }
}
