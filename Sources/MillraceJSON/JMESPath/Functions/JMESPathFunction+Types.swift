extension JMESPathFunction.Parameter {
  /// Whether a value may be given for the parameter.
  func accepts(_ value: JSONValue) -> Bool {
    switch (self, value) {
    case (.any, _), (.number, .number), (.string, .string), (.array, .array), (.object, .object): true
    case (.stringOrArray, .string), (.stringOrArray, .array): true
    case (.sized, .string), (.sized, .array), (.sized, .object): true
    case (.numbers, .array(let elements)): elements.allSatisfy(Self.isNumber)
    case (.strings, .array(let elements)): elements.allSatisfy(Self.isString)
    case (.comparables, .array(let elements)):
      elements.allSatisfy(Self.isNumber) || elements.allSatisfy(Self.isString)
    default: false
    }
  }

  private static func isNumber(_ value: JSONValue) -> Bool { if case .number = value { true } else { false } }

  private static func isString(_ value: JSONValue) -> Bool { if case .string = value { true } else { false } }
}
