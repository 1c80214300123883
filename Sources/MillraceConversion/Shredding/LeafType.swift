internal import MillraceJSON

/// What becomes of the values of a leaf column.
enum LeafType: Sendable, Equatable {
  /// A JSON string's text, any other value's text as it stands.
  case text
  /// A JSON string's text; other values have no place.
  case string
  /// Any value's text as it stands, a string's quotes included.
  case json
  case int32, int64, double, boolean, date, uuid
  case timestamp(utc: Bool)
  case decimal(precision: Int, scale: Int)
  /// The keys of a map.
  case mapKey

  /// The leaf for a column type without fields or elements; nil for other types.
  /// - Parameter anyText: whether string columns take the text of every value.
  init?(_ type: ColumnType, anyText: Bool) {
    switch type {
    case .string: self = anyText ? .text : .string
    case .json: self = .json
    case .int32: self = .int32
    case .int64: self = .int64
    case .double: self = .double
    case .boolean: self = .boolean
    case .timestamp(let utc): self = .timestamp(utc: utc)
    case .date: self = .date
    case .decimal(let precision, let scale): self = .decimal(precision: precision, scale: scale)
    case .uuid: self = .uuid
    case .list, .map, .structure: return nil
    }
  }

  /// The kinds of values that may fit.
  var accepts: UInt16 {
    switch self {
    case .text, .json: ShredNode.anyValue
    case .string, .date, .uuid, .timestamp, .mapKey: ShredNode.text
    case .int32, .int64: ShredNode.integers
    case .double: ShredNode.numbers
    case .decimal: ShredNode.numbers | ShredNode.text
    case .boolean: ShredNode.booleans
    }
  }
}
