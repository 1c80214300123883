/// Reads the Thrift compact protocol from a byte array.
///
/// Every length is checked against the bytes that are left before anything is allocated, and structures may nest 64
/// deep, so that hostile bytes give `ParquetError.malformed` rather than a crash. A structure is read as
///
///     try reader.beginStruct()
///     while let field = try reader.nextField() {
///       switch field.id {
///       case 1: version = try reader.readInt32(field)
///       default: try reader.skip(field)
///       }
///     }
package struct ThriftCompactReader: Sendable {
  private static let maximumDepth = 64

  let bytes: [UInt8]
  /// Offset of the next byte that will be read.
  package private(set) var position: Int
  private var lastFields: [Int] = []

  package init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  private var remaining: Int { bytes.count - position }

  package mutating func beginStruct() throws(ParquetError) {
    guard lastFields.count < Self.maximumDepth else {
      throw malformed("structures nest deeper than \(Self.maximumDepth)")
    }
    lastFields.append(0)
  }

  /// Moves to the next field of the structure begun last. Nil at its end.
  package mutating func nextField() throws(ParquetError) -> ThriftField? {
    let header = try byte()
    guard let type = ThriftType(rawValue: header & 0x0F) else {
      throw malformed("unknown type \(header & 0x0F)")
    }
    guard type != .stop else {
      lastFields.removeLast()
      return nil
    }
    let delta = Int(header >> 4)
    let id = delta == 0 ? Int(Int16(truncatingIfNeeded: try zigZag())) : lastFields[lastFields.count - 1] + delta
    lastFields[lastFields.count - 1] = id
    return ThriftField(id: id, type: type)
  }
}

// MARK: - Values

extension ThriftCompactReader {
  package mutating func readBool(_ field: ThriftField) throws(ParquetError) -> Bool {
    switch field.type {
    case .booleanTrue: return true
    case .booleanFalse: return false
    default: throw mismatch(field, "a boolean")
    }
  }

  package mutating func readInt64(_ field: ThriftField) throws(ParquetError) -> Int64 {
    switch field.type {
    case .int8: return Int64(Int8(bitPattern: try byte()))
    case .int16, .int32, .int64: return try zigZag()
    default: throw mismatch(field, "an integer")
    }
  }

  package mutating func readInt32(_ field: ThriftField) throws(ParquetError) -> Int32 {
    guard let value = Int32(exactly: try readInt64(field)) else { throw mismatch(field, "a 32-bit integer") }
    return value
  }

  package mutating func readInt16(_ field: ThriftField) throws(ParquetError) -> Int16 {
    guard let value = Int16(exactly: try readInt64(field)) else { throw mismatch(field, "a 16-bit integer") }
    return value
  }

  package mutating func readInt8(_ field: ThriftField) throws(ParquetError) -> Int8 {
    guard let value = Int8(exactly: try readInt64(field)) else { throw mismatch(field, "an 8-bit integer") }
    return value
  }

  package mutating func readBinary(_ field: ThriftField) throws(ParquetError) -> [UInt8] {
    guard field.type == .binary else { throw mismatch(field, "binary") }
    return [UInt8](try binary())
  }

  package mutating func readString(_ field: ThriftField) throws(ParquetError) -> String {
    guard field.type == .binary else { throw mismatch(field, "a string") }
    return String(decoding: try binary(), as: UTF8.self)
  }

  package mutating func read<Value: ThriftStruct>(_ field: ThriftField, as: Value.Type = Value.self)
    throws(ParquetError) -> Value
  {
    guard field.type == .structure else { throw mismatch(field, "a structure") }
    return try Value(from: &self)
  }
}

// MARK: - Lists

extension ThriftCompactReader {
  package mutating func readList<Value: ThriftStruct>(_ field: ThriftField, of: Value.Type = Value.self)
    throws(ParquetError) -> [Value]
  {
    let count = try listHeader(field, of: [.structure])
    var values: [Value] = []
    for _ in 0..<count { values.append(try Value(from: &self)) }
    return values
  }

  package mutating func readInt32List(_ field: ThriftField) throws(ParquetError) -> [Int32] {
    let count = try listHeader(field, of: [.int32])
    var values: [Int32] = []
    for _ in 0..<count { values.append(Int32(truncatingIfNeeded: try zigZag())) }
    return values
  }

  package mutating func readInt64List(_ field: ThriftField) throws(ParquetError) -> [Int64] {
    let count = try listHeader(field, of: [.int64])
    var values: [Int64] = []
    for _ in 0..<count { values.append(try zigZag()) }
    return values
  }

  package mutating func readBoolList(_ field: ThriftField) throws(ParquetError) -> [Bool] {
    let count = try listHeader(field, of: [.booleanTrue, .booleanFalse])
    var values: [Bool] = []
    for _ in 0..<count { values.append(try byte() == ThriftType.booleanTrue.rawValue) }
    return values
  }

  package mutating func readBinaryList(_ field: ThriftField) throws(ParquetError) -> [[UInt8]] {
    let count = try listHeader(field, of: [.binary])
    var values: [[UInt8]] = []
    for _ in 0..<count { values.append([UInt8](try binary())) }
    return values
  }

  package mutating func readStringList(_ field: ThriftField) throws(ParquetError) -> [String] {
    let count = try listHeader(field, of: [.binary])
    var values: [String] = []
    for _ in 0..<count { values.append(String(decoding: try binary(), as: UTF8.self)) }
    return values
  }

  private mutating func listHeader(_ field: ThriftField, of expected: [ThriftType]) throws(ParquetError) -> Int {
    guard field.type == .list else { throw mismatch(field, "a list") }
    let (type, count) = try collectionHeader()
    guard count == 0 || expected.contains(type) else { throw mismatch(field, "a list of \(expected[0])") }
    return count
  }

  /// The element type and count of a list or set. Each element takes at least one byte, which bounds the count.
  private mutating func collectionHeader() throws(ParquetError) -> (type: ThriftType, count: Int) {
    let header = try byte()
    guard let type = ThriftType(rawValue: header & 0x0F) else {
      throw malformed("unknown element type \(header & 0x0F)")
    }
    let count = header >> 4 == 15 ? try length() : Int(header >> 4)
    guard count <= remaining else { throw malformed("a list of \(count) elements in \(remaining) bytes") }
    return (type, count)
  }
}

// MARK: - Skipping

extension ThriftCompactReader {
  /// Passes over the value of a field that the caller does not know.
  package mutating func skip(_ field: ThriftField) throws(ParquetError) {
    switch field.type {
    case .booleanTrue, .booleanFalse: return
    default: try skipValue(field.type, depth: lastFields.count)
    }
  }

  private mutating func skipValue(_ type: ThriftType, depth: Int) throws(ParquetError) {
    guard depth < Self.maximumDepth else { throw malformed("values nest deeper than \(Self.maximumDepth)") }
    switch type {
    case .booleanTrue, .booleanFalse, .int8: _ = try byte()
    case .int16, .int32, .int64: _ = try varint()
    case .double: try advance(8)
    case .uuid: try advance(16)
    case .binary: _ = try binary()
    case .list, .set:
      let (element, count) = try collectionHeader()
      for _ in 0..<count { try skipValue(element, depth: depth + 1) }
    case .map: try skipMap(depth: depth)
    case .structure:
      try beginStruct()
      while let field = try nextField() { try skip(field) }
    case .stop: throw malformed("a value without a type")
    }
  }

  private mutating func skipMap(depth: Int) throws(ParquetError) {
    let count = try length()
    guard count > 0 else { return }
    let types = try byte()
    guard let key = ThriftType(rawValue: types >> 4), let value = ThriftType(rawValue: types & 0x0F) else {
      throw malformed("unknown types in a map")
    }
    for _ in 0..<count {
      try skipValue(key, depth: depth + 1)
      try skipValue(value, depth: depth + 1)
    }
  }
}

// MARK: - Wire format

extension ThriftCompactReader {
  private mutating func byte() throws(ParquetError) -> UInt8 {
    guard position < bytes.count else { throw malformed("it ends in the middle of a structure") }
    defer { position += 1 }
    return bytes[position]
  }

  private mutating func advance(_ count: Int) throws(ParquetError) {
    guard count <= remaining else { throw malformed("it ends in the middle of a value") }
    position += count
  }

  private mutating func binary() throws(ParquetError) -> ArraySlice<UInt8> {
    let count = try length()
    let start = position
    try advance(count)
    return bytes[start..<position]
  }

  private mutating func length() throws(ParquetError) -> Int {
    let value = try varint()
    guard value <= UInt64(Int32.max) else { throw malformed("a length of \(value)") }
    return Int(value)
  }

  private mutating func zigZag() throws(ParquetError) -> Int64 {
    let value = try varint()
    return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private mutating func varint() throws(ParquetError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 70 {
      let next = try byte()
      value |= UInt64(next & 0x7F) &<< shift
      if next < 0x80 { return value }
      shift += 7
    }
    throw malformed("an integer of more than ten bytes")
  }

  private func mismatch(_ field: ThriftField, _ expected: String) -> ParquetError {
    malformed("field \(field.id) is \(field.type) where \(expected) is expected")
  }

  func malformed(_ what: String) -> ParquetError {
    ParquetError(.malformed, "the metadata is damaged at its byte \(position): \(what)")
  }

  /// The error for a structure that ended without a field that it must have.
  package func missing(_ field: String) -> ParquetError {
    malformed("\(field) is missing")
  }
}
