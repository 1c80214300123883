/// The mapping between the newer and the older annotation of types, as LogicalTypes.md defines it.
extension LogicalType {
  /// The annotation for readers that know no logical types; nil where there is none.
  package var convertedType: ConvertedType? {
    switch self {
    case .string: .utf8
    case .map: .map
    case .list: .list
    case .enum: .enum
    case .decimal: .decimal
    case .date: .date
    case .json: .json
    case .bson: .bson
    case .time(_, let unit): Self.converted(unit, .timeMillis, .timeMicros)
    // Older readers take these for UTC; the specification has the annotation written all the same.
    case .timestamp(_, let unit): Self.converted(unit, .timestampMillis, .timestampMicros)
    case .integer(let bitWidth, let isSigned): Self.converted(bitWidth: bitWidth, isSigned: isSigned)
    case .null, .uuid, .float16, .unrecognized: nil
    }
  }

  private static func converted(_ unit: TimeUnit, _ millis: ConvertedType, _ micros: ConvertedType) -> ConvertedType? {
    switch unit {
    case .millis: millis
    case .micros: micros
    case .nanos: nil
    }
  }

  private static func converted(bitWidth: Int8, isSigned: Bool) -> ConvertedType? {
    switch (bitWidth, isSigned) {
    case (8, true): .int8
    case (16, true): .int16
    case (32, true): .int32
    case (64, true): .int64
    case (8, false): .uint8
    case (16, false): .uint16
    case (32, false): .uint32
    case (64, false): .uint64
    default: nil
    }
  }

  /// The meaning of a leaf, from its logical type, or else from its converted type; nil when it has neither.
  init?(of element: SchemaElement) {
    if let logicalType = element.logicalType {
      self = logicalType
      return
    }
    switch element.convertedType {
    case .utf8: self = .string
    case .enum: self = .enum
    case .decimal: self = .decimal(precision: element.precision ?? 0, scale: element.scale ?? 0)
    case .date: self = .date
    case .timeMillis: self = .time(isAdjustedToUTC: true, unit: .millis)
    case .timeMicros: self = .time(isAdjustedToUTC: true, unit: .micros)
    case .timestampMillis: self = .timestamp(isAdjustedToUTC: true, unit: .millis)
    case .timestampMicros: self = .timestamp(isAdjustedToUTC: true, unit: .micros)
    case .uint8: self = .integer(bitWidth: 8, isSigned: false)
    case .uint16: self = .integer(bitWidth: 16, isSigned: false)
    case .uint32: self = .integer(bitWidth: 32, isSigned: false)
    case .uint64: self = .integer(bitWidth: 64, isSigned: false)
    case .int8: self = .integer(bitWidth: 8, isSigned: true)
    case .int16: self = .integer(bitWidth: 16, isSigned: true)
    case .int32: self = .integer(bitWidth: 32, isSigned: true)
    case .int64: self = .integer(bitWidth: 64, isSigned: true)
    case .json: self = .json
    case .bson: self = .bson
    case .map, .mapKeyValue, .list, .interval, nil: return nil
    }
  }
}
