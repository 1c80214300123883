/// What stored values mean: the union `LogicalType` of parquet.thrift.
package enum LogicalType: Sendable, Equatable {
  case string
  case map
  case list
  case `enum`
  case decimal(precision: Int32, scale: Int32)
  case date
  case time(isAdjustedToUTC: Bool, unit: TimeUnit)
  case timestamp(isAdjustedToUTC: Bool, unit: TimeUnit)
  case integer(bitWidth: Int8, isSigned: Bool)
  /// Only nulls.
  case null
  case json
  case bson
  case uuid
  case float16
  /// A type that this version does not know, by its field in the union; its values are shown as they are stored.
  case unrecognized(Int)

  /// The field in the union.
  private var field: Int {
    switch self {
    case .string: 1
    case .map: 2
    case .list: 3
    case .enum: 4
    case .decimal: 5
    case .date: 6
    case .time: 7
    case .timestamp: 8
    case .integer: 10
    case .null: 11
    case .json: 12
    case .bson: 13
    case .uuid: 14
    case .float16: 15
    case .unrecognized(let field): field
    }
  }
}

extension LogicalType: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { writer in
      writer.writeStruct(field: field) { writer in
        switch self {
        case .decimal(let precision, let scale):
          writer.write(scale, field: 1)
          writer.write(precision, field: 2)
        case .time(let isAdjustedToUTC, let unit), .timestamp(let isAdjustedToUTC, let unit):
          writer.write(isAdjustedToUTC, field: 1)
          writer.write(unit, field: 2)
        case .integer(let bitWidth, let isSigned):
          writer.write(bitWidth, field: 1)
          writer.write(isSigned, field: 2)
        default:
          break
        }
      }
    }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var type: LogicalType?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 5: type = try Self.decimal(from: &reader)
      case 7:
        let (isAdjustedToUTC, unit) = try Self.time(from: &reader)
        type = .time(isAdjustedToUTC: isAdjustedToUTC, unit: unit)
      case 8:
        let (isAdjustedToUTC, unit) = try Self.time(from: &reader)
        type = .timestamp(isAdjustedToUTC: isAdjustedToUTC, unit: unit)
      case 10: type = try Self.integer(from: &reader)
      default:
        type = Self.withoutParameters(field.id)
        try reader.skip(field)
      }
    }
    guard let type else { throw reader.missing("the member of a logical type") }
    self = type
  }

  private static func withoutParameters(_ field: Int) -> LogicalType {
    switch field {
    case 1: .string
    case 2: .map
    case 3: .list
    case 4: .enum
    case 6: .date
    case 11: .null
    case 12: .json
    case 13: .bson
    case 14: .uuid
    case 15: .float16
    default: .unrecognized(field)
    }
  }

  private static func decimal(from reader: inout ThriftCompactReader) throws(ParquetError) -> LogicalType {
    var precision: Int32?
    var scale: Int32?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: scale = try reader.readInt32(field)
      case 2: precision = try reader.readInt32(field)
      default: try reader.skip(field)
      }
    }
    guard let precision, let scale else { throw reader.missing("the precision or scale of a decimal") }
    return .decimal(precision: precision, scale: scale)
  }

  private static func time(from reader: inout ThriftCompactReader) throws(ParquetError) -> (Bool, TimeUnit) {
    var isAdjustedToUTC: Bool?
    var unit: TimeUnit?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: isAdjustedToUTC = try reader.readBool(field)
      case 2: unit = try reader.read(field)
      default: try reader.skip(field)
      }
    }
    guard let isAdjustedToUTC, let unit else { throw reader.missing("the zone or unit of a time") }
    return (isAdjustedToUTC, unit)
  }

  private static func integer(from reader: inout ThriftCompactReader) throws(ParquetError) -> LogicalType {
    var bitWidth: Int8?
    var isSigned: Bool?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      switch field.id {
      case 1: bitWidth = try reader.readInt8(field)
      case 2: isSigned = try reader.readBool(field)
      default: try reader.skip(field)
      }
    }
    guard let bitWidth, let isSigned else { throw reader.missing("the width or sign of an integer") }
    return .integer(bitWidth: bitWidth, isSigned: isSigned)
  }
}
