/// Writes the Thrift compact protocol into a growable byte array.
///
/// A structure's `encode(into:)` wraps its fields in `writeStruct`, and writes them in ascending order of their ids
/// (others work, and take two bytes more each). Optional values that are nil are left out.
///
/// Source: "Thrift compact protocol encoding" in the Apache Thrift specification.
package struct ThriftCompactWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var lastField = 0

  package init() {}

  /// Writes a structure: its fields, then the stop byte.
  package mutating func writeStruct(_ fields: (inout ThriftCompactWriter) -> Void) {
    let outer = lastField
    lastField = 0
    fields(&self)
    bytes.append(ThriftType.stop.rawValue)
    lastField = outer
  }

  package mutating func write(_ value: Bool?, field: Int) {
    guard let value else { return }
    header(field, value ? .booleanTrue : .booleanFalse)
  }

  package mutating func write(_ value: Int8?, field: Int) {
    guard let value else { return }
    header(field, .int8)
    bytes.append(UInt8(bitPattern: value))
  }

  package mutating func write(_ value: Int16?, field: Int) {
    guard let value else { return }
    header(field, .int16)
    zigZag(Int64(value))
  }

  package mutating func write(_ value: Int32?, field: Int) {
    guard let value else { return }
    header(field, .int32)
    zigZag(Int64(value))
  }

  package mutating func write(_ value: Int64?, field: Int) {
    guard let value else { return }
    header(field, .int64)
    zigZag(value)
  }

  package mutating func write(_ value: [UInt8]?, field: Int) {
    guard let value else { return }
    header(field, .binary)
    binary(value)
  }

  package mutating func write(_ value: String?, field: Int) {
    guard let value else { return }
    header(field, .binary)
    binary(value.utf8)
  }

  package mutating func write(_ value: (some ThriftStruct)?, field: Int) {
    guard let value else { return }
    header(field, .structure)
    value.encode(into: &self)
  }

  /// Writes a field that is a structure without a type of its own, such as a member of a union.
  package mutating func writeStruct(field: Int, _ fields: (inout ThriftCompactWriter) -> Void = { _ in }) {
    header(field, .structure)
    writeStruct(fields)
  }
}

// MARK: - Lists

extension ThriftCompactWriter {
  package mutating func write(_ values: [some ThriftStruct]?, field: Int) {
    guard let values else { return }
    listHeader(field, .structure, count: values.count)
    for value in values { value.encode(into: &self) }
  }

  package mutating func write(_ values: [Bool]?, field: Int) {
    guard let values else { return }
    listHeader(field, .booleanTrue, count: values.count)
    for value in values { bytes.append((value ? ThriftType.booleanTrue : .booleanFalse).rawValue) }
  }

  package mutating func write(_ values: [Int32]?, field: Int) {
    guard let values else { return }
    listHeader(field, .int32, count: values.count)
    for value in values { zigZag(Int64(value)) }
  }

  package mutating func write(_ values: [Int64]?, field: Int) {
    guard let values else { return }
    listHeader(field, .int64, count: values.count)
    for value in values { zigZag(value) }
  }

  package mutating func write(_ values: [[UInt8]]?, field: Int) {
    guard let values else { return }
    listHeader(field, .binary, count: values.count)
    for value in values { binary(value) }
  }

  package mutating func write(_ values: [String]?, field: Int) {
    guard let values else { return }
    listHeader(field, .binary, count: values.count)
    for value in values { binary(value.utf8) }
  }
}

// MARK: - Wire format

extension ThriftCompactWriter {
  private mutating func header(_ field: Int, _ type: ThriftType) {
    let delta = field - lastField
    if delta > 0 && delta <= 15 {
      bytes.append(UInt8(delta) << 4 | type.rawValue)
    } else {
      bytes.append(type.rawValue)
      zigZag(Int64(field))
    }
    lastField = field
  }

  private mutating func listHeader(_ field: Int, _ element: ThriftType, count: Int) {
    header(field, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | element.rawValue)
    } else {
      bytes.append(0xF0 | element.rawValue)
      varint(UInt64(count))
    }
  }

  private mutating func binary(_ value: some Collection<UInt8>) {
    varint(UInt64(value.count))
    bytes.append(contentsOf: value)
  }

  private mutating func zigZag(_ value: Int64) {
    varint(UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  private mutating func varint(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
