/// A node of the schema as it is stored: depth first, each group followed by its children.
package struct SchemaElement: Sendable, Equatable {
  package var name: String
  /// The stored type; nil in a group.
  package var type: PhysicalType?
  /// The length of values, in bytes, of FIXED_LEN_BYTE_ARRAY.
  package var typeLength: Int32?
  /// Nil in the root only.
  package var repetition: Repetition?
  /// Nil in a leaf.
  package var numChildren: Int32?
  package var convertedType: ConvertedType?
  /// Of a decimal.
  package var scale: Int32?
  /// Of a decimal.
  package var precision: Int32?
  package var fieldID: Int32?
  package var logicalType: LogicalType?

  package init(
    name: String,
    type: PhysicalType? = nil,
    typeLength: Int32? = nil,
    repetition: Repetition? = nil,
    numChildren: Int32? = nil,
    convertedType: ConvertedType? = nil,
    scale: Int32? = nil,
    precision: Int32? = nil,
    fieldID: Int32? = nil,
    logicalType: LogicalType? = nil
  ) {
    self.name = name
    self.type = type
    self.typeLength = typeLength
    self.repetition = repetition
    self.numChildren = numChildren
    self.convertedType = convertedType
    self.scale = scale
    self.precision = precision
    self.fieldID = fieldID
    self.logicalType = logicalType
  }
}

extension SchemaElement: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(type?.rawValue, field: 1)
      writer.write(typeLength, field: 2)
      writer.write(repetition?.rawValue, field: 3)
      writer.write(name, field: 4)
      writer.write(numChildren, field: 5)
      writer.write(convertedType?.rawValue, field: 6)
      writer.write(scale, field: 7)
      writer.write(precision, field: 8)
      writer.write(fieldID, field: 9)
      writer.write(logicalType, field: 10)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var name: String?
    var type: PhysicalType?
    var typeLength: Int32?
    var repetition: Repetition?
    var numChildren: Int32?
    var convertedType: ConvertedType?
    var scale: Int32?
    var precision: Int32?
    var fieldID: Int32?
    var logicalType: LogicalType?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: type = PhysicalType(rawValue: try reader.readInt32(field))
      case 2: typeLength = try reader.readInt32(field)
      case 3: repetition = Repetition(rawValue: try reader.readInt32(field))
      case 4: name = try reader.readString(field)
      case 5: numChildren = try reader.readInt32(field)
      case 6: convertedType = ConvertedType(rawValue: try reader.readInt32(field))
      case 7: scale = try reader.readInt32(field)
      case 8: precision = try reader.readInt32(field)
      case 9: fieldID = try reader.readInt32(field)
      case 10: logicalType = try reader.read(field)
      default: try reader.skip(field)
      }
    }
    guard let name else {
      throw reader.missing("a required field of SchemaElement")
    }
    self.init(
      name: name, type: type, typeLength: typeLength, repetition: repetition, numChildren: numChildren,
      convertedType: convertedType, scale: scale, precision: precision, fieldID: fieldID, logicalType: logicalType)
  }
}
