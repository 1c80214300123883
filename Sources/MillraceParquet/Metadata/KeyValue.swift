/// A pair of the key-value metadata.
package struct KeyValue: Sendable, Equatable {
  package var key: String
  package var value: String?

  package init(key: String, value: String? = nil) {
    self.key = key
    self.value = value
  }
}

extension KeyValue: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.write(key, field: 1)
      writer.write(value, field: 2)
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var key: String?
    var value: String?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: key = try reader.readString(field)
      case 2: value = try reader.readString(field)
      default: try reader.skip(field)
      }
    }
    guard let key else {
      throw reader.missing("a required field of KeyValue")
    }
    self.init(
      key: key, value: value)
  }
}
