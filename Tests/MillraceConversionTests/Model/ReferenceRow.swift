import MillraceConversion

/// What a record must become, worked out slowly from the documented rules.
struct ReferenceRow {
  /// A value as a reader shows it, for comparison: strings in quotes, numbers as their text, null where there is none.
  indirect enum Value: Equatable {
    case null
    case boolean(Bool)
    case number(String)
    case double(Double)
    case text([UInt8])
    case list([Value])
    case entries([Entry])
  }

  struct Entry: Equatable {
    var key: [UInt8]
    var value: Value
  }

  /// By column name.
  private(set) var columns: [[UInt8]: Value] = [:]
  /// Values without a place, as they stand in the input, by path.
  private(set) var rescued: [[UInt8]: [UInt8]] = [:]
  private(set) var repeatedKeys = 0
  private let anyText: Bool

  /// The row of a record where every column is text.
  init(strings record: JSONValue) {
    anyText = true
    repeatedKeys = record.repeatedKeys
    for member in record.members { columns[member.key] = Self.text(of: member.value) }
  }

  /// The row of a record with listed columns.
  /// - Parameter anyText: whether string columns take the text of every value.
  init(_ record: JSONValue, _ schema: [ColumnDefinition], anyText: Bool) {
    self.anyText = anyText
    for column in schema { columns[Array(column.name.utf8)] = .null }
    repeatedKeys = record.repeatedKeys
    for member in record.members {
      if let column = schema.first(where: { Array($0.name.utf8) == member.key }) {
        columns[member.key] = value(member.value, column.type, path: member.key)
      } else {
        rescued[member.key] = member.value.raw
      }
    }
  }

  static func text(of value: JSONValue) -> Value {
    switch value.kind {
    case .null: .null
    case .string(let text): .text(text)
    default: .text(value.raw)
    }
  }

  private mutating func value(_ value: JSONValue, _ type: ColumnType, path: [UInt8]) -> Value {
    if value.isNull { return .null }
    let fit: Value? =
      switch type {
      case .list(let element): list(value, element, path)
      case .map(let element): map(value, element, path)
      case .structure(let fields): structure(value, fields, path)
      case .string where !anyText: value.string.map { .text(Array($0.utf8)) }
      case .string: Self.text(of: value)
      case .json: .text(value.raw)
      default: ReferenceScalar.value(value, type)
      }
    if fit == nil { rescued[path] = value.raw }
    return fit ?? .null
  }

  private mutating func list(_ value: JSONValue, _ type: ColumnType, _ path: [UInt8]) -> Value? {
    guard case .array(let elements) = value.kind else { return nil }
    var values: [Value] = []
    for (index, element) in elements.enumerated() {
      values.append(self.value(element, type, path: path + "[\(index)]".utf8))
    }
    return .list(values)
  }

  private mutating func map(_ value: JSONValue, _ type: ColumnType, _ path: [UInt8]) -> Value? {
    guard case .object(let all) = value.kind else { return nil }
    repeatedKeys += value.repeatedKeys
    // Of repeated keys the last one counts, and keeps its place.
    let kept = all.enumerated().filter { index, member in !all[(index + 1)...].contains { $0.key == member.key } }
    var entries: [Entry] = []
    for (index, member) in kept.map(\.element).enumerated() {
      entries.append(
        Entry(key: member.key, value: self.value(member.value, type, path: path + "[\(index)]".utf8)))
    }
    return .entries(entries)
  }

  private mutating func structure(_ value: JSONValue, _ fields: [ColumnDefinition], _ path: [UInt8]) -> Value? {
    guard case .object = value.kind else { return nil }
    repeatedKeys += value.repeatedKeys
    let members = value.members
    var entries: [Entry] = []
    for field in fields {
      let key = Array(field.name.utf8)
      let member = members.first { $0.key == key }
      entries.append(
        Entry(key: key, value: member.map { self.value($0.value, field.type, path: path + ".".utf8 + key) } ?? .null))
    }
    for member in members where !fields.contains(where: { Array($0.name.utf8) == member.key }) {
      rescued[path + ".".utf8 + member.key] = member.value.raw
    }
    return .entries(entries)
  }
}
