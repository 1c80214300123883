/// Functions on strings, some of which take arrays, too. Strings are counted in code points.
enum JMESPathTexts {
  static func apply(_ function: JMESPathFunction, _ values: [JSONValue]) -> JSONValue {
    switch function {
    case .contains: return .boolean(contains(values[0], values[1]))
    case .startsWith: return .boolean(text(values[0]).starts(with: text(values[1])))
    case .endsWith: return .boolean(text(values[0]).reversed().starts(with: text(values[1]).reversed()))
    case .join: return .string((values[1].elements ?? []).compactMap(\.text).joined(separator: values[0].text ?? ""))
    case .length: return .number(length(values[0]))
    case .reverse: return reverse(values[0])
    case .toString:
      return values[0].text == nil ? .string(String(decoding: values[0].bytes, as: UTF8.self)) : values[0]
    default: return .null
    }
  }

  private static func text(_ value: JSONValue) -> String.UTF8View { (value.text ?? "").utf8 }

  private static func contains(_ subject: JSONValue, _ searched: JSONValue) -> Bool {
    if let elements = subject.elements { return elements.contains { $0.equals(searched) } }
    guard let subject = subject.text, let searched = searched.text else { return false }
    return searched.isEmpty || Array(subject.utf8).contains(Array(searched.utf8))
  }

  private static func length(_ value: JSONValue) -> Int {
    switch value {
    case .string(let text): text.unicodeScalars.count
    case .array(let elements): elements.count
    default: value.members?.distinct.count ?? 0
    }
  }

  private static func reverse(_ value: JSONValue) -> JSONValue {
    if let elements = value.elements { return .array(elements.reversed()) }
    var reversed = String.UnicodeScalarView()
    reversed.append(contentsOf: (value.text ?? "").unicodeScalars.reversed())
    return .string(String(reversed))
  }
}
