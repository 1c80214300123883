/// Bounds and counts of the values of a column chunk or page.
///
/// `minValue` and `maxValue` are in PLAIN encoding without a length, in the column order of the type. A bound may be
/// shorter than the value it stands for, if it still bounds; then its `is…Exact` is false.
package struct Statistics: Sendable, Equatable {
  package var nullCount: Int64?
  package var distinctCount: Int64?
  package var minValue: [UInt8]?
  package var maxValue: [UInt8]?
  package var isMinValueExact: Bool?
  package var isMaxValueExact: Bool?
  /// The older bound, compared as signed bytes; not to be trusted for strings and unsigned numbers.
  package var deprecatedMin: [UInt8]?
  /// The older bound, compared as signed bytes; not to be trusted for strings and unsigned numbers.
  package var deprecatedMax: [UInt8]?

  package init(
    nullCount: Int64? = nil,
    distinctCount: Int64? = nil,
    minValue: [UInt8]? = nil,
    maxValue: [UInt8]? = nil,
    isMinValueExact: Bool? = nil,
    isMaxValueExact: Bool? = nil,
    deprecatedMin: [UInt8]? = nil,
    deprecatedMax: [UInt8]? = nil
  ) {
    self.nullCount = nullCount
    self.distinctCount = distinctCount
    self.minValue = minValue
    self.maxValue = maxValue
    self.isMinValueExact = isMinValueExact
    self.isMaxValueExact = isMaxValueExact
    self.deprecatedMin = deprecatedMin
    self.deprecatedMax = deprecatedMax
  }
}

extension Statistics: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(deprecatedMax, field: 1)
      writer.write(deprecatedMin, field: 2)
      writer.write(nullCount, field: 3)
      writer.write(distinctCount, field: 4)
      writer.write(maxValue, field: 5)
      writer.write(minValue, field: 6)
      writer.write(isMaxValueExact, field: 7)
      writer.write(isMinValueExact, field: 8)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var nullCount: Int64?
    var distinctCount: Int64?
    var minValue: [UInt8]?
    var maxValue: [UInt8]?
    var isMinValueExact: Bool?
    var isMaxValueExact: Bool?
    var deprecatedMin: [UInt8]?
    var deprecatedMax: [UInt8]?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: deprecatedMax = try reader.readBinary(field)
      case 2: deprecatedMin = try reader.readBinary(field)
      case 3: nullCount = try reader.readInt64(field)
      case 4: distinctCount = try reader.readInt64(field)
      case 5: maxValue = try reader.readBinary(field)
      case 6: minValue = try reader.readBinary(field)
      case 7: isMaxValueExact = try reader.readBool(field)
      case 8: isMinValueExact = try reader.readBool(field)
      default: try reader.skip(field)
      }
    }
    self.init(
      nullCount: nullCount, distinctCount: distinctCount, minValue: minValue, maxValue: maxValue,
      isMinValueExact: isMinValueExact, isMaxValueExact: isMaxValueExact, deprecatedMin: deprecatedMin,
      deprecatedMax: deprecatedMax)
  }
}
