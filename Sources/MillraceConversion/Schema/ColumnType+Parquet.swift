internal import MillraceParquet

extension ColumnDefinition {
  /// The column as Parquet has it, optional at every level.
  var schemaNode: SchemaNode { type.schemaNode(named: name) }
}

extension ColumnType {
  func schemaNode(named name: String) -> SchemaNode {
    switch self {
    case .string: .string(name)
    case .json: .json(name)
    case .int32: .int32(name)
    case .int64: .int64(name)
    case .double: .double(name)
    case .boolean: .boolean(name)
    case .timestamp(let utc): .timestampMicros(name, utc: utc)
    case .date: .date(name)
    case .decimal(let precision, let scale): .decimal(name, precision: precision, scale: scale)
    case .uuid: .uuid(name)
    case .list(let element): .list(name, element: element.schemaNode(named: "element"))
    case .map(let value): .map(name, value: value.schemaNode(named: "value"))
    case .structure(let fields): .structure(name, fields.map(\.schemaNode))
    }
  }
}
