/// The types that Millrace writes. Each is optional unless said otherwise.
extension SchemaNode {
  package static func string(_ name: String, _ repetition: Repetition = .optional) -> SchemaNode {
    leaf(name, repetition, .byteArray, .string)
  }

  /// UTF-8 text that is a JSON value.
  package static func json(_ name: String, _ repetition: Repetition = .optional) -> SchemaNode {
    leaf(name, repetition, .byteArray, .json)
  }

  package static func boolean(_ name: String, _ repetition: Repetition = .optional) -> SchemaNode {
    leaf(name, repetition, .boolean, nil)
  }

  package static func int32(_ name: String, _ repetition: Repetition = .optional) -> SchemaNode {
    leaf(name, repetition, .int32, nil)
  }

  package static func int64(_ name: String, _ repetition: Repetition = .optional) -> SchemaNode {
    leaf(name, repetition, .int64, nil)
  }

  package static func double(_ name: String, _ repetition: Repetition = .optional) -> SchemaNode {
    leaf(name, repetition, .double, nil)
  }

  /// Microseconds since 1970-01-01T00:00:00, of UTC or else of an unnamed local clock.
  package static func timestampMicros(
    _ name: String, utc: Bool, _ repetition: Repetition = .optional
  ) -> SchemaNode {
    leaf(name, repetition, .int64, .timestamp(isAdjustedToUTC: utc, unit: .micros))
  }

  /// Days since 1970-01-01.
  package static func date(_ name: String, _ repetition: Repetition = .optional) -> SchemaNode {
    leaf(name, repetition, .int32, .date)
  }

  /// A number of up to `precision` digits, `scale` of them after the point, stored as its integer multiple of
  /// 10 to the power of -`scale`: INT32 up to 9 digits, INT64 up to 18, big-endian two's complement bytes above.
  package static func decimal(
    _ name: String, precision: Int, scale: Int, _ repetition: Repetition = .optional
  ) -> SchemaNode {
    let logical = LogicalType.decimal(precision: Int32(precision), scale: Int32(scale))
    if precision <= 9 { return leaf(name, repetition, .int32, logical) }
    if precision <= 18 { return leaf(name, repetition, .int64, logical) }
    let length = decimalByteLength(precision: precision)
    return leaf(name, repetition, .fixedLenByteArray, logical, typeLength: length)
  }

  /// Sixteen bytes, in the order in which they are printed.
  package static func uuid(_ name: String, _ repetition: Repetition = .optional) -> SchemaNode {
    leaf(name, repetition, .fixedLenByteArray, .uuid, typeLength: 16)
  }

  package static func structure(
    _ name: String, _ fields: [SchemaNode], _ repetition: Repetition = .optional
  ) -> SchemaNode {
    SchemaNode(name: name, repetition: repetition, kind: .group(fields, .structure))
  }

  /// A list of three levels: `name (LIST) { repeated list { element } }`. The element takes the name that the
  /// specification gives it.
  package static func list(
    _ name: String, element: SchemaNode, _ repetition: Repetition = .optional
  ) -> SchemaNode {
    let repeated = SchemaNode(
      name: "list", repetition: .repeated, kind: .group([element.named("element")], .structure))
    return SchemaNode(name: name, repetition: repetition, kind: .group([repeated], .list))
  }

  /// A map: `name (MAP) { repeated key_value { required key; value } }`.
  package static func map(
    _ name: String, key: SchemaNode = .string("key"), value: SchemaNode, _ repetition: Repetition = .optional
  ) -> SchemaNode {
    var key = key.named("key")
    key.repetition = .required
    let repeated = SchemaNode(
      name: "key_value", repetition: .repeated, kind: .group([key, value.named("value")], .structure))
    return SchemaNode(name: name, repetition: repetition, kind: .group([repeated], .map))
  }

  package static func leaf(
    _ name: String, _ repetition: Repetition, _ physical: PhysicalType, _ logical: LogicalType?, typeLength: Int = 0
  ) -> SchemaNode {
    SchemaNode(name: name, repetition: repetition, kind: .leaf(physical, logical, typeLength: typeLength))
  }

  /// The least number of bytes whose two's complement holds every number of `precision` decimal digits.
  package static func decimalByteLength(precision: Int) -> Int {
    // A signed number of n bytes holds floor((8n - 1) · log10(2)) digits, whatever they are.
    var length = 1
    while (8 * length - 1) * 30_103 / 100_000 < precision { length += 1 }
    return length
  }
}
