/// A JSON value as a tree, each part with the bytes that it was read from. Slow and plain: what the converter does
/// is held against it.
struct JSONValue {
  enum Kind {
    case null
    case boolean(Bool)
    /// Its text.
    case number
    case string([UInt8])
    case array([JSONValue])
    case object([Member])
  }

  struct Member {
    var key: [UInt8]
    var value: JSONValue
  }

  var kind: Kind
  /// The value as it stands in the input.
  var raw: [UInt8]
}

extension JSONValue {
  var text: String { String(decoding: raw, as: UTF8.self) }

  var isNull: Bool {
    if case .null = kind { true } else { false }
  }

  var string: String? {
    if case .string(let bytes) = kind { String(decoding: bytes, as: UTF8.self) } else { nil }
  }

  /// The members that count: of those with one key, the last; in the order in which the keys first came.
  var members: [Member] {
    guard case .object(let all) = kind else { return [] }
    var order: [[UInt8]] = []
    var last: [[UInt8]: JSONValue] = [:]
    for member in all where last.updateValue(member.value, forKey: member.key) == nil { order.append(member.key) }
    return order.compactMap { key in last[key].map { Member(key: key, value: $0) } }
  }

  /// How many members do not count.
  var repeatedKeys: Int {
    guard case .object(let all) = kind else { return 0 }
    return all.count - members.count
  }

  subscript(key: String) -> JSONValue? { members.first { $0.key == Array(key.utf8) }?.value }
}
