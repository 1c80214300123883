import MillraceConversion

extension ReferenceRow {
  /// What is different in a row that was read back; nil where nothing is.
  func difference(from row: JSONValue) -> String? {
    var missing = Set(columns.keys)
    for member in row.members where member.key != Array(DatasetSchema.rescued.utf8) {
      missing.remove(member.key)
      let expected = columns[member.key] ?? .null
      if !Self.matches(member.value, expected) {
        return "\(String(decoding: member.key, as: UTF8.self)): \(member.value.text) is not \(expected)"
      }
    }
    // A column that is null throughout need not be there.
    if let key = missing.first(where: { columns[$0] != .null }) {
      return "\(String(decoding: key, as: UTF8.self)) is missing"
    }
    return differenceOfRescued(row[DatasetSchema.rescued])
  }

  private func differenceOfRescued(_ value: JSONValue?) -> String? {
    guard let text = value?.string else { return rescued.isEmpty ? nil : "nothing was rescued, expected \(rescued)" }
    guard let object = try? JSONValue(parsing: text) else { return "_rescued is no JSON: \(text)" }
    let found = Dictionary(object.members.map { ($0.key, $0.value.raw) }) { _, last in last }
    return object.repeatedKeys == 0 && !found.isEmpty && found == rescued
      ? nil
      : "rescued \(text), expected \(rescued.map { (String(decoding: $0, as: UTF8.self), String(decoding: $1, as: UTF8.self)) })"
  }

  private static func matches(_ value: JSONValue, _ expected: Value) -> Bool {
    switch (expected, value.kind) {
    case (.null, .null): true
    case (.boolean(let expected), .boolean(let found)): expected == found
    case (.number(let expected), .number): expected == value.text
    case (.double(let expected), .number): expected.bitPattern == Double(value.text)?.bitPattern
    case (.text(let expected), .string(let found)): expected == found
    case (.list(let expected), .array(let found)):
      expected.count == found.count && zip(found, expected).allSatisfy { matches($0, $1) }
    case (.entries(let expected), .object(let found)):
      expected.count == found.count
        && zip(found, expected).allSatisfy { $0.key == $1.key && matches($0.value, $1.value) }
    default: false
    }
  }
}
