extension JSONValue {
  /// All but null, false, and what is empty.
  var isTruthy: Bool {
    switch self {
    case .null: false
    case .boolean(let value): value
    case .number: true
    case .string(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    case .object(let object): !object.members.isEmpty
    }
  }

  /// Equality of what values mean: `1` is `1.0`, and the order of members does not matter.
  func equals(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.null, .null): return true
    case (.boolean(let left), .boolean(let right)): return left == right
    case (.string(let left), .string(let right)): return left.utf8.elementsEqual(right.utf8)
    case (.number(let left), .number(let right)):
      if left == right { return true }
      if let left = Int64(left), let right = Int64(right) { return left == right }
      return Double(left) == Double(right)
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.equals($1) }
    case (.object(let left), .object(let right)):
      let leftMembers = left.distinct
      return leftMembers.count == right.distinct.count
        && leftMembers.allSatisfy { member in right[member.key].map { member.value.equals($0) } ?? false }
    default: return false
    }
  }

  /// The name of the type, as `type()` gives it.
  var typeName: String {
    switch self {
    case .null: "null"
    case .boolean: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// A computed number: without a fraction where it has none.
  static func computed(_ number: Double) -> JSONValue {
    if number.magnitude < 9e15, number == number.rounded() { return .number(Int64(number)) }
    return number.isFinite ? .number("\(number)") : .null
  }
}

extension JSONObject {
  /// The members that count, in the order in which their keys first stand.
  var distinct: [Member] {
    var seen: [[UInt8]: Int] = [:]
    var result: [Member] = []
    for member in members {
      if let index = seen.updateValue(result.count, forKey: Array(member.key.utf8)) {
        seen[Array(member.key.utf8)] = index
        result[index].value = member.value
      } else {
        result.append(member)
      }
    }
    return result
  }
}
