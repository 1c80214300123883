internal import MillraceJSON

/// Which messages a subscription wants, by their attributes or by their body: equality, `prefix`, `suffix`, `anything-but`, `exists`
/// and `numeric`.
/// Source: Amazon SNS Developer Guide, "Amazon SNS subscription filter policies".
struct SNSFilterPolicy: Sendable {
  private let conditions: [(name: String, alternatives: [JSONValue])]
  /// From the attribute `FilterPolicyScope`.
  private let readsBody: Bool

  /// - Throws: `InvalidParameter`.
  init(_ text: String, readsBody: Bool) throws(ServiceError) {
    guard let policy = try? JSONValue(parsing: text), let members = policy.members?.members else {
      throw ServiceError("InvalidParameter", "Invalid parameter: FilterPolicy: failed to parse JSON.")
    }
    var conditions: [(name: String, alternatives: [JSONValue])] = []
    for member in members {
      guard let alternatives = member.value.elements else {
        throw ServiceError(
          "InvalidParameter", "Invalid parameter: FilterPolicy: \"\(member.key)\" must be an object or an array")
      }
      conditions.append((member.key, alternatives))
    }
    self.conditions = conditions
    self.readsBody = readsBody
  }

  func accepts(_ attributes: [SQSMessageAttribute], body: [UInt8]) -> Bool {
    let document = readsBody ? try? JSONValue(parsing: body) : nil
    return conditions.allSatisfy { name, alternatives in
      let value = readsBody ? document?[name] : attributes.first { $0.name == name }.map(Self.value)
      return alternatives.contains { Self.matches($0, value) }
    }
  }

  private static func value(_ attribute: SQSMessageAttribute) -> JSONValue {
    let text = String(decoding: attribute.value, as: UTF8.self)
    if attribute.dataType == "Number" { return .number(text) }
    if attribute.dataType == "String.Array" { return (try? JSONValue(parsing: attribute.value)) ?? .string(text) }
    return .string(text)
  }

  private static func matches(_ condition: JSONValue, _ value: JSONValue?) -> Bool {
    if let elements = value?.elements { return elements.contains { matches(condition, $0) } }
    guard let operators = condition.members?.members else { return value.map { equal(condition, $0) } ?? false }
    return operators.allSatisfy { member in
      switch member.key {
      case "exists": return member.value.boolean == (value != nil)
      case "prefix": return value?.text.map { $0.hasPrefix(member.value.text ?? "") } ?? false
      case "suffix": return value?.text.map { $0.hasSuffix(member.value.text ?? "") } ?? false
      case "equals-ignore-case": return value?.text?.lowercased() == member.value.text?.lowercased()
      case "anything-but":
        guard let value else { return false }
        return !(member.value.elements ?? [member.value]).contains { matches($0, value) }
      case "numeric": return value?.double.map { compare($0, member.value.elements ?? []) } ?? false
      default: return false
      }
    }
  }

  private static func equal(_ condition: JSONValue, _ value: JSONValue) -> Bool {
    if let left = condition.double, let right = value.double { return left == right }
    return condition == value
  }

  private static func compare(_ number: Double, _ terms: [JSONValue]) -> Bool {
    stride(from: 0, to: terms.count - 1, by: 2).allSatisfy { index in
      guard let bound = terms[index + 1].double else { return false }
      switch terms[index].text {
      case "=": return number == bound
      case "<": return number < bound
      case "<=": return number <= bound
      case ">": return number > bound
      case ">=": return number >= bound
      default: return false
      }
    }
  }
}
