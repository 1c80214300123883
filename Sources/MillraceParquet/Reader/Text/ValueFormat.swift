/// How the values of a column are shown: by what they mean, rather than by how they are stored.
package enum ValueFormat: Sendable, Equatable {
  case boolean
  case integer
  case unsigned
  case real
  /// Two bytes.
  case half
  case decimal(scale: Int)
  case date
  case time(TimeUnit)
  case timestamp(TimeUnit, utc: Bool)
  /// Twelve bytes of older writers: nanoseconds of the day, and the Julian day.
  case legacyTimestamp
  case text
  case uuid
  /// Shown as base64.
  case binary

  package init(_ physical: PhysicalType, _ logical: LogicalType?, typeLength: Int) {
    switch physical {
    case .boolean: self = .boolean
    case .float, .double: self = .real
    case .int96: self = .legacyTimestamp
    case .int32, .int64: self = Self.integer(physical, logical)
    case .byteArray, .fixedLenByteArray: self = Self.bytes(logical, typeLength: typeLength)
    }
  }

  package init(_ leaf: ParquetLeaf) {
    self.init(leaf.physical, leaf.logical, typeLength: leaf.typeLength)
  }

  private static func integer(_ physical: PhysicalType, _ logical: LogicalType?) -> ValueFormat {
    switch logical {
    case .decimal(_, let scale): .decimal(scale: Int(scale))
    case .date where physical == .int32: .date
    case .time(_, let unit): .time(unit)
    case .timestamp(let utc, let unit) where physical == .int64: .timestamp(unit, utc: utc)
    case .integer(_, false): .unsigned
    default: .integer
    }
  }

  private static func bytes(_ logical: LogicalType?, typeLength: Int) -> ValueFormat {
    switch logical {
    case .string, .enum, .json: .text
    case .decimal(_, let scale): .decimal(scale: Int(scale))
    case .uuid where typeLength == 16: .uuid
    case .float16 where typeLength == 2: .half
    default: .binary
    }
  }

  /// Whether values are JSON numbers or words, rather than strings.
  private var isBare: Bool {
    switch self {
    case .boolean, .integer, .unsigned, .real, .half, .decimal: true
    default: false
    }
  }

  /// Appends a value as JSON.
  func appendJSON(_ values: ColumnValues, at index: Int, to json: inout [UInt8]) {
    if self == .text, case .bytes(let strings) = values {
      JSONText.appendString(strings[index], to: &json)
      return
    }
    let start = json.count
    appendText(values, at: index, to: &json)
    // What JSON has no number for (infinities, and decimals of absurd length) ends in a letter or a bracket.
    let last = json[json.count - 1]
    if !isBare || (self != .boolean && !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(last)) {
      json.insert(UInt8(ascii: "\""), at: start)
      json.append(UInt8(ascii: "\""))
    }
  }
}
