/// The type of a column, of a field in a structure, or of the elements of a list or map.
///
/// Written as text, as in a pipeline file: `string`, `json`, `int32`, `int64`, `double`, `boolean`, `timestamp`
/// (an instant, UTC), `local-timestamp`, `date`, `uuid`, `decimal(12,2)`, `list<string>`, `map<int64>`,
/// `struct<lat: double, lon: double>`.
package indirect enum ColumnType: Sendable, Equatable, Hashable {
  case string
  /// Any JSON value, as its text stands in the input.
  case json
  case int32
  case int64
  case double
  case boolean
  /// Microseconds. `utc` tells an instant from a reading of an unnamed local clock.
  case timestamp(utc: Bool)
  case date
  case decimal(precision: Int, scale: Int)
  case uuid
  case list(ColumnType)
  /// From strings to values of a type.
  case map(ColumnType)
  case structure([ColumnDefinition])
}

/// A named column, or a field of a structure.
package struct ColumnDefinition: Sendable, Equatable, Hashable {
  package var name: String
  package var type: ColumnType

  package init(name: String, type: ColumnType) {
    self.name = name
    self.type = type
  }
}

extension ColumnType: CustomStringConvertible {
  /// The type as `init(parsing:)` reads it.
  package var description: String {
    switch self {
    case .string: "string"
    case .json: "json"
    case .int32: "int32"
    case .int64: "int64"
    case .double: "double"
    case .boolean: "boolean"
    case .timestamp(let utc): utc ? "timestamp" : "local-timestamp"
    case .date: "date"
    case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
    case .uuid: "uuid"
    case .list(let element): "list<\(element)>"
    case .map(let value): "map<\(value)>"
    case .structure(let fields):
      "struct<\(fields.map { "\(ColumnTypeParser.quotedIfNeeded($0.name)): \($0.type)" }.joined(separator: ", "))>"
    }
  }
}

extension ColumnType: Codable {
  package init(from decoder: any Decoder) throws {
    self = try ColumnType(parsing: decoder.singleValueContainer().decode(String.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

extension ColumnDefinition: Codable {}
