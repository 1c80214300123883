/// The header of a data page of version 2, whose levels are stored before the values and never compressed.
package struct DataPageHeaderV2: Sendable, Equatable {
  /// Values, nulls included.
  package var numValues: Int32
  package var numNulls: Int32
  package var numRows: Int32
  /// As stored: an `Encoding`, or one that this version does not know.
  package var encoding: Int32
  package var definitionLevelsByteLength: Int32
  package var repetitionLevelsByteLength: Int32
  /// Whether the values are compressed with the codec of the column chunk; nil means yes.
  package var isCompressed: Bool?
  package var statistics: Statistics?

  package init(
    numValues: Int32,
    numNulls: Int32,
    numRows: Int32,
    encoding: Int32,
    definitionLevelsByteLength: Int32,
    repetitionLevelsByteLength: Int32,
    isCompressed: Bool? = nil,
    statistics: Statistics? = nil
  ) {
    self.numValues = numValues
    self.numNulls = numNulls
    self.numRows = numRows
    self.encoding = encoding
    self.definitionLevelsByteLength = definitionLevelsByteLength
    self.repetitionLevelsByteLength = repetitionLevelsByteLength
    self.isCompressed = isCompressed
    self.statistics = statistics
  }
}

extension DataPageHeaderV2: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(numValues, field: 1)
      writer.write(numNulls, field: 2)
      writer.write(numRows, field: 3)
      writer.write(encoding, field: 4)
      writer.write(definitionLevelsByteLength, field: 5)
      writer.write(repetitionLevelsByteLength, field: 6)
      writer.write(isCompressed, field: 7)
      writer.write(statistics, field: 8)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var numValues: Int32?
    var numNulls: Int32?
    var numRows: Int32?
    var encoding: Int32?
    var definitionLevelsByteLength: Int32?
    var repetitionLevelsByteLength: Int32?
    var isCompressed: Bool?
    var statistics: Statistics?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: numValues = try reader.readInt32(field)
      case 2: numNulls = try reader.readInt32(field)
      case 3: numRows = try reader.readInt32(field)
      case 4: encoding = try reader.readInt32(field)
      case 5: definitionLevelsByteLength = try reader.readInt32(field)
      case 6: repetitionLevelsByteLength = try reader.readInt32(field)
      case 7: isCompressed = try reader.readBool(field)
      case 8: statistics = try reader.read(field)
      default: try reader.skip(field)
      }
    }
    guard let numValues, let numNulls, let numRows, let encoding, let definitionLevelsByteLength,
      let repetitionLevelsByteLength
    else {
      throw reader.missing("a required field of DataPageHeaderV2")
    }
    self.init(
      numValues: numValues, numNulls: numNulls, numRows: numRows, encoding: encoding,
      definitionLevelsByteLength: definitionLevelsByteLength,
      repetitionLevelsByteLength: repetitionLevelsByteLength, isCompressed: isCompressed, statistics: statistics)
  }
}
