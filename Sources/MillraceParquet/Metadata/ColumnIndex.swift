/// The bounds of the data pages of a column chunk, one entry a page in every list.
package struct ColumnIndex: Sendable, Equatable {
  /// Pages that hold only nulls; their bounds are empty.
  package var nullPages: [Bool]
  package var minValues: [[UInt8]]
  package var maxValues: [[UInt8]]
  package var boundaryOrder: BoundaryOrder
  package var nullCounts: [Int64]?
  package var repetitionLevelHistograms: [Int64]?
  package var definitionLevelHistograms: [Int64]?

  package init(
    nullPages: [Bool],
    minValues: [[UInt8]],
    maxValues: [[UInt8]],
    boundaryOrder: BoundaryOrder,
    nullCounts: [Int64]? = nil,
    repetitionLevelHistograms: [Int64]? = nil,
    definitionLevelHistograms: [Int64]? = nil
  ) {
    self.nullPages = nullPages
    self.minValues = minValues
    self.maxValues = maxValues
    self.boundaryOrder = boundaryOrder
    self.nullCounts = nullCounts
    self.repetitionLevelHistograms = repetitionLevelHistograms
    self.definitionLevelHistograms = definitionLevelHistograms
  }
}

extension ColumnIndex: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(nullPages, field: 1)
      writer.write(minValues, field: 2)
      writer.write(maxValues, field: 3)
      writer.write(boundaryOrder.rawValue, field: 4)
      writer.write(nullCounts, field: 5)
      writer.write(repetitionLevelHistograms, field: 6)
      writer.write(definitionLevelHistograms, field: 7)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var nullPages: [Bool]?
    var minValues: [[UInt8]]?
    var maxValues: [[UInt8]]?
    var boundaryOrder: BoundaryOrder?
    var nullCounts: [Int64]?
    var repetitionLevelHistograms: [Int64]?
    var definitionLevelHistograms: [Int64]?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: nullPages = try reader.readBoolList(field)
      case 2: minValues = try reader.readBinaryList(field)
      case 3: maxValues = try reader.readBinaryList(field)
      case 4: boundaryOrder = BoundaryOrder(rawValue: try reader.readInt32(field))
      case 5: nullCounts = try reader.readInt64List(field)
      case 6: repetitionLevelHistograms = try reader.readInt64List(field)
      case 7: definitionLevelHistograms = try reader.readInt64List(field)
      default: try reader.skip(field)
      }
    }
    guard let nullPages, let minValues, let maxValues, let boundaryOrder else {
      throw reader.missing("a required field of ColumnIndex")
    }
    self.init(
      nullPages: nullPages, minValues: minValues, maxValues: maxValues, boundaryOrder: boundaryOrder,
      nullCounts: nullCounts, repetitionLevelHistograms: repetitionLevelHistograms,
      definitionLevelHistograms: definitionLevelHistograms)
  }
}
