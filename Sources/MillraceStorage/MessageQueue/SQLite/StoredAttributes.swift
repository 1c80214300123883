import GRDB

/// The attributes of a message in one column: for each, sorted by name, a byte that tells text from bytes, and then name, type
/// and value, each behind its length in four bytes, the lowest first.
enum StoredAttributes {
  static func encode(_ attributes: [String: MessageAttribute]) -> [UInt8]? {
    if attributes.isEmpty { return nil }
    var bytes: [UInt8] = []
    for (name, attribute) in attributes.sorted(by: { $0.key < $1.key }) {
      switch attribute.value {
      case .text(let text): append(0, name, attribute.type, Array(text.utf8), to: &bytes)
      case .binary(let value): append(1, name, attribute.type, value, to: &bytes)
      }
    }
    return bytes
  }

  private static func append(_ kind: UInt8, _ name: String, _ type: String, _ value: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(kind)
    for field in [Array(name.utf8), Array(type.utf8), value] {
      for shift in stride(from: 0, to: 32, by: 8) { bytes.append(UInt8(truncatingIfNeeded: field.count >> shift)) }
      bytes += field
    }
  }

  static func decode(_ bytes: [UInt8]?) throws -> [String: MessageAttribute] {
    var attributes: [String: MessageAttribute] = [:]
    var rest = (bytes ?? [])[...]
    while let kind = rest.popFirst() {
      let name = String(decoding: try field(&rest), as: UTF8.self)
      let type = String(decoding: try field(&rest), as: UTF8.self)
      let value = try field(&rest)
      attributes[name] = MessageAttribute(
        type: type, value: kind == 0 ? .text(String(decoding: value, as: UTF8.self)) : .binary(Array(value)))
    }
    return attributes
  }

  private static func field(_ rest: inout ArraySlice<UInt8>) throws -> ArraySlice<UInt8> {
    let count = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard rest.count >= 4 + count else {
      throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "the attributes of a message cannot be read")
    }
    defer { rest = rest.dropFirst(4 + count) }
    return rest.dropFirst(4).prefix(count)
  }
}
