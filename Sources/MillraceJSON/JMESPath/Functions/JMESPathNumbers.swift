/// Functions that give numbers.
enum JMESPathNumbers {
  static func apply(_ function: JMESPathFunction, _ value: JSONValue) -> JSONValue {
    switch function {
    case .abs: return absolute(value)
    case .ceil: return rounded(value, .up)
    case .floor: return rounded(value, .down)
    case .sum: return sum(value.elements ?? [])
    case .avg:
      let elements = value.elements ?? []
      return elements.isEmpty ? .null : .computed((sum(elements).double ?? 0) / Double(elements.count))
    default: return number(value)
    }
  }

  private static func absolute(_ value: JSONValue) -> JSONValue {
    guard case .number(let text) = value, text.hasPrefix("-") else { return value }
    return .number(String(text.dropFirst()))
  }

  private static func rounded(_ value: JSONValue, _ rule: FloatingPointRoundingRule) -> JSONValue {
    if value.integer != nil { return value }
    return .computed((value.double ?? 0).rounded(rule))
  }

  private static func sum(_ elements: [JSONValue]) -> JSONValue {
    var whole: Int64 = 0
    for element in elements {
      guard let integer = element.integer else { return .computed(elements.reduce(0) { $0 + ($1.double ?? 0) }) }
      let (next, overflows) = whole.addingReportingOverflow(integer)
      if overflows { return .computed(elements.reduce(0) { $0 + ($1.double ?? 0) }) }
      whole = next
    }
    return .number(whole)
  }

  /// A string is taken for a number where it is one in JSON.
  private static func number(_ value: JSONValue) -> JSONValue {
    if case .number = value { return value }
    guard let text = value.text, let parsed = try? JSONValue(parsing: text), case .number = parsed else { return .null }
    return parsed
  }
}
