/// The header of a dictionary page, whose values are PLAIN.
package struct DictionaryPageHeader: Sendable, Equatable {
  package var numValues: Int32
  /// PLAIN, or PLAIN_DICTIONARY from older writers.
  package var encoding: Int32
  package var isSorted: Bool?

  package init(numValues: Int32, encoding: Int32, isSorted: Bool? = nil) {
    self.numValues = numValues
    self.encoding = encoding
    self.isSorted = isSorted
  }
}

extension DictionaryPageHeader: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(numValues, field: 1)
      writer.write(encoding, field: 2)
      writer.write(isSorted, field: 3)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var numValues: Int32?
    var encoding: Int32?
    var isSorted: Bool?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: numValues = try reader.readInt32(field)
      case 2: encoding = try reader.readInt32(field)
      case 3: isSorted = try reader.readBool(field)
      default: try reader.skip(field)
      }
    }
    guard let numValues, let encoding else {
      throw reader.missing("a required field of DictionaryPageHeader")
    }
    self.init(
      numValues: numValues, encoding: encoding, isSorted: isSorted)
  }
}
