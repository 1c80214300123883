/// The values of a page or column that are there (nulls left out), as they are stored.
package enum ColumnValues: Sendable, Equatable {
  case boolean([Bool])
  case int32([Int32])
  case int64([Int64])
  case float([Float])
  case double([Double])
  /// BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY and INT96.
  case bytes(ByteArrayValues)

  /// No values of a type.
  static func none(of type: PhysicalType) -> ColumnValues {
    switch type {
    case .boolean: .boolean([])
    case .int32: .int32([])
    case .int64: .int64([])
    case .float: .float([])
    case .double: .double([])
    case .int96, .byteArray, .fixedLenByteArray: .bytes(ByteArrayValues())
    }
  }

  package var count: Int {
    switch self {
    case .boolean(let values): values.count
    case .int32(let values): values.count
    case .int64(let values): values.count
    case .float(let values): values.count
    case .double(let values): values.count
    case .bytes(let values): values.count
    }
  }

  /// The values at some positions.
  /// - Precondition: all indices are below `count`.
  func gathered(_ indices: [UInt32]) -> ColumnValues {
    switch self {
    case .boolean(let values): .boolean(indices.map { values[Int($0)] })
    case .int32(let values): .int32(indices.map { values[Int($0)] })
    case .int64(let values): .int64(indices.map { values[Int($0)] })
    case .float(let values): .float(indices.map { values[Int($0)] })
    case .double(let values): .double(indices.map { values[Int($0)] })
    case .bytes(let values): .bytes(values.gathered(indices))
    }
  }

  /// Adds values of the same type; byte strings are copied.
  mutating func append(_ other: ColumnValues) {
    switch (self, other) {
    case (.boolean(let left), .boolean(let right)): self = .boolean(left + right)
    case (.int32(let left), .int32(let right)): self = .int32(left + right)
    case (.int64(let left), .int64(let right)): self = .int64(left + right)
    case (.float(let left), .float(let right)): self = .float(left + right)
    case (.double(let left), .double(let right)): self = .double(left + right)
    case (.bytes(var left), .bytes(let right)):
      for index in 0..<right.count { left.append(right[index]) }
      self = .bytes(left)
    default: preconditionFailure("a column has values of one type")
    }
  }
}
