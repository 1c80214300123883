/// Sizes of a column chunk before encoding, by which readers plan their memory.
package struct SizeStatistics: Sendable, Equatable {
  /// The bytes of all values of a BYTE_ARRAY column, without lengths.
  package var unencodedByteArrayDataBytes: Int64?
  /// How many values have each repetition level.
  package var repetitionLevelHistogram: [Int64]?
  /// How many values have each definition level.
  package var definitionLevelHistogram: [Int64]?

  package init(
    unencodedByteArrayDataBytes: Int64? = nil,
    repetitionLevelHistogram: [Int64]? = nil,
    definitionLevelHistogram: [Int64]? = nil
  ) {
    self.unencodedByteArrayDataBytes = unencodedByteArrayDataBytes
    self.repetitionLevelHistogram = repetitionLevelHistogram
    self.definitionLevelHistogram = definitionLevelHistogram
  }
}

extension SizeStatistics: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(unencodedByteArrayDataBytes, field: 1)
      writer.write(repetitionLevelHistogram, field: 2)
      writer.write(definitionLevelHistogram, field: 3)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var unencodedByteArrayDataBytes: Int64?
    var repetitionLevelHistogram: [Int64]?
    var definitionLevelHistogram: [Int64]?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: unencodedByteArrayDataBytes = try reader.readInt64(field)
      case 2: repetitionLevelHistogram = try reader.readInt64List(field)
      case 3: definitionLevelHistogram = try reader.readInt64List(field)
      default: try reader.skip(field)
      }
    }
    self.init(
      unencodedByteArrayDataBytes: unencodedByteArrayDataBytes, repetitionLevelHistogram: repetitionLevelHistogram,
      definitionLevelHistogram: definitionLevelHistogram)
  }
}
