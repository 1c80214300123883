extension ParquetSchema: CustomStringConvertible {
  /// The schema in the notation of the Parquet documents:
  ///
  ///     message schema {
  ///       optional binary name (STRING);
  ///     }
  package var description: String {
    var text = "message \(name) {\n"
    for field in fields { Self.print(field, indent: 1, into: &text) }
    return text + "}\n"
  }

  private static func print(_ node: SchemaNode, indent: Int, into text: inout String) {
    let margin = String(repeating: "  ", count: indent)
    let id = node.fieldID.map { " = \($0)" } ?? ""
    switch node.kind {
    case .leaf(let physical, let logical, let typeLength):
      let length = physical == .fixedLenByteArray ? "(\(typeLength))" : ""
      let annotation = logical.map { " (\($0.name))" } ?? ""
      text += "\(margin)\(node.repetition.name) \(physical.schemaName)\(length) \(node.name)\(annotation)\(id);\n"
    case .group(let children, let group):
      let annotation = group.logicalType.map { " (\($0.name))" } ?? ""
      text += "\(margin)\(node.repetition.name) group \(node.name)\(annotation)\(id) {\n"
      for child in children { print(child, indent: indent + 1, into: &text) }
      text += "\(margin)}\n"
    }
  }
}

extension PhysicalType {
  /// The name in schemas that are printed, where BYTE_ARRAY has always been `binary`.
  package var schemaName: String {
    self == .byteArray ? "binary" : name.lowercased()
  }
}

extension LogicalType {
  /// The name in the specification, with parameters.
  package var name: String {
    switch self {
    case .string: "STRING"
    case .map: "MAP"
    case .list: "LIST"
    case .enum: "ENUM"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .date: "DATE"
    case .time(let isAdjustedToUTC, let unit): "TIME(\(unit.name),\(isAdjustedToUTC))"
    case .timestamp(let isAdjustedToUTC, let unit): "TIMESTAMP(\(unit.name),\(isAdjustedToUTC))"
    case .integer(let bitWidth, let isSigned): "INTEGER(\(bitWidth),\(isSigned))"
    case .null: "UNKNOWN"
    case .json: "JSON"
    case .bson: "BSON"
    case .uuid: "UUID"
    case .float16: "FLOAT16"
    case .unrecognized(let field): "LogicalType \(field)"
    }
  }
}
