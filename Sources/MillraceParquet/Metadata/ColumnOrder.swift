/// How the bounds of a column compare: the union `ColumnOrder`, which has one member so far.
package enum ColumnOrder: Sendable, Equatable {
  /// In the order that the logical type, or else the physical one, defines.
  case typeDefined
  /// An order that this version does not know; the bounds are not to be used.
  case unrecognized
}

extension ColumnOrder: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { $0.writeStruct(field: 1) }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    self = .unrecognized
    try reader.beginStruct()
    while let field = try reader.nextField() {
      if field.id == 1 { self = .typeDefined }
      try reader.skip(field)
    }
  }
}
