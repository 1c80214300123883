/// The value of one attribute of an item. An item is at most 400 KB, names included.
package enum AttributeValue: Sendable, Equatable {
  case string(String)
  /// A number as DynamoDB writes it: up to 38 significant digits.
  case number(String)
  case binary([UInt8])
  case boolean(Bool)
  case null
  case list([AttributeValue])
  case map([String: AttributeValue])
  /// Not empty, without repetitions.
  case stringSet([String])
  /// Not empty, without repetitions.
  case numberSet([String])
  /// Not empty, without repetitions.
  case binarySet([[UInt8]])
}

extension AttributeValue {
  /// A whole number.
  package static func number(_ value: some BinaryInteger) -> AttributeValue { .number(String(value)) }

  /// A number. Infinite values and NaN are none that DynamoDB has.
  package static func number(_ value: Double) -> AttributeValue { .number("\(value)") }

  /// The text of a string.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// A whole number within 64 bits.
  package var integer: Int64? {
    if case .number(let text) = self { Int64(text) ?? Double(text).flatMap { Int64(exactly: $0) } } else { nil }
  }

  /// A number as a double.
  package var double: Double? {
    if case .number(let text) = self { Double(text) } else { nil }
  }

  /// `true` or `false`.
  package var truth: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The bytes of a binary value.
  package var bytes: [UInt8]? {
    if case .binary(let bytes) = self { bytes } else { nil }
  }

  /// The elements of a list.
  package var elements: [AttributeValue]? {
    if case .list(let elements) = self { elements } else { nil }
  }

  /// The members of a map.
  package var members: [String: AttributeValue]? {
    if case .map(let members) = self { members } else { nil }
  }

  /// The texts of a set of strings.
  package var strings: [String]? {
    if case .stringSet(let strings) = self { strings } else { nil }
  }
}

extension AttributeValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral {
  package init(stringLiteral value: String) { self = .string(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(integerLiteral value: Int64) { self = .number(String(value)) }
}

/// Attributes by their names: an item, or the key of one.
package typealias DynamoDBItem = [String: AttributeValue]
