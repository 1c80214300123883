/// The unit of a TIME or TIMESTAMP; the raw value is its field in the union `TimeUnit`.
package enum TimeUnit: Int, Sendable, CaseIterable {
  case millis = 1
  case micros = 2
  case nanos = 3

  /// The name in the specification.
  package var name: String {
    switch self {
    case .millis: "MILLIS"
    case .micros: "MICROS"
    case .nanos: "NANOS"
    }
  }

  /// Units in a second.
  package var perSecond: Int64 {
    switch self {
    case .millis: 1_000
    case .micros: 1_000_000
    case .nanos: 1_000_000_000
    }
  }
}

extension TimeUnit: ThriftStruct {
  package func encode(into writer: inout ThriftCompactWriter) {
    writer.writeStruct { $0.writeStruct(field: rawValue) }
  }

  package init(from reader: inout ThriftCompactReader) throws(ParquetError) {
    var unit: TimeUnit?
    try reader.beginStruct()
    while let field = try reader.nextField() {
      unit = TimeUnit(rawValue: field.id) ?? unit
      try reader.skip(field)
    }
    guard let unit else { throw reader.missing("the unit of a time") }
    self = unit
  }
}
