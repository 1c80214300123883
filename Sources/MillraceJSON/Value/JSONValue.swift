/// A JSON value as a tree, for small documents: events, answers of services, results. Records of a data set never become one.
package enum JSONValue: Sendable, Equatable {
  case null
  case boolean(Bool)
  /// A number as it stands in the text, so that none loses digits.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

extension JSONValue {
  /// The value of a key; nil where this is no object or has no such key.
  package subscript(key: String) -> JSONValue? {
    if case .object(let object) = self { object[key] } else { nil }
  }

  /// The text of a string.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A whole number within 64 bits.
  package var integer: Int64? {
    if case .number(let text) = self { Int64(text) } else { nil }
  }

  /// A number as a double.
  package var double: Double? {
    if case .number(let text) = self { Double(text) } else { nil }
  }

  /// `true` or `false`.
  package var boolean: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The elements of an array.
  package var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members of an object.
  package var members: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// A whole number.
  package static func number(_ value: some BinaryInteger) -> JSONValue { .number("\(value)") }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(integerLiteral value: Int64) { self = .number("\(value)") }
}

extension JSONValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
}
