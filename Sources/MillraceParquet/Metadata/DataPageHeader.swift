/// The header of a data page of version 1.
package struct DataPageHeader: Sendable, Equatable {
  /// Values, nulls included.
  package var numValues: Int32
  /// As stored: an `Encoding`, or one that this version does not know.
  package var encoding: Int32
  package var definitionLevelEncoding: Encoding
  package var repetitionLevelEncoding: Encoding
  package var statistics: Statistics?

  package init(
    numValues: Int32,
    encoding: Int32,
    definitionLevelEncoding: Encoding,
    repetitionLevelEncoding: Encoding,
    statistics: Statistics? = nil
  ) {
    self.numValues = numValues
    self.encoding = encoding
    self.definitionLevelEncoding = definitionLevelEncoding
    self.repetitionLevelEncoding = repetitionLevelEncoding
    self.statistics = statistics
  }
}

extension DataPageHeader: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(numValues, field: 1)
      writer.write(encoding, field: 2)
      writer.write(definitionLevelEncoding.rawValue, field: 3)
      writer.write(repetitionLevelEncoding.rawValue, field: 4)
      writer.write(statistics, field: 5)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var numValues: Int32?
    var encoding: Int32?
    var definitionLevelEncoding: Encoding?
    var repetitionLevelEncoding: Encoding?
    var statistics: Statistics?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: numValues = try reader.readInt32(field)
      case 2: encoding = try reader.readInt32(field)
      case 3: definitionLevelEncoding = Encoding(rawValue: try reader.readInt32(field))
      case 4: repetitionLevelEncoding = Encoding(rawValue: try reader.readInt32(field))
      case 5: statistics = try reader.read(field)
      default: try reader.skip(field)
      }
    }
    guard let numValues, let encoding, let definitionLevelEncoding, let repetitionLevelEncoding else {
      throw reader.missing("a required field of DataPageHeader")
    }
    self.init(
      numValues: numValues, encoding: encoding, definitionLevelEncoding: definitionLevelEncoding,
      repetitionLevelEncoding: repetitionLevelEncoding, statistics: statistics)
  }
}
