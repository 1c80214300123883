/// A function with its arguments, where it stands in the expression.
struct JMESPathCall {
  let function: JMESPathFunction
  let arguments: [JMESPathNode]
  let offset: Int
}

extension JMESPathInterpreter {
  /// Evaluates the arguments, checks their types, and applies the function.
  func call(_ call: JMESPathCall, _ value: JSONValue) throws(JMESPathError) -> JSONValue {
    var values: [JSONValue] = []
    for (index, argument) in call.arguments.enumerated() {
      let parameter = call.function.parameters[min(index, call.function.parameters.count - 1)]
      var isReference = false
      if case .reference = argument { isReference = true }
      let result = try evaluate(argument, value)
      guard isReference ? parameter == .expression : parameter.accepts(result) else {
        let given = isReference ? "an expression" : "\(result.typeName)"
        throw error(call, "takes \(parameter.text) as argument \(index + 1), not \(given)")
      }
      values.append(result)
    }
    return try apply(call, values)
  }

  private func apply(_ call: JMESPathCall, _ values: [JSONValue]) throws(JMESPathError) -> JSONValue {
    switch call.function {
    case .map, .maxBy, .minBy, .sortBy: return try applyWithExpression(call, values)
    case .abs, .avg, .ceil, .floor, .sum, .toNumber: return JMESPathNumbers.apply(call.function, values[0])
    case .max: return JMESPathOrder.extreme(of: values[0].elements ?? [], isMaximum: true)
    case .min: return JMESPathOrder.extreme(of: values[0].elements ?? [], isMaximum: false)
    case .sort: return .array(JMESPathOrder.sorted(values[0].elements ?? []) { $0 })
    case .merge:
      var merged = JSONObject()
      for object in values { object.members?.distinct.forEach { merged[$0.key] = $0.value } }
      return .object(merged)
    case .notNull: return values.first { $0 != .null } ?? .null
    case .keys: return .array(values[0].members?.distinct.map { .string($0.key) } ?? [])
    case .values: return .array(values[0].members?.distinct.map(\.value) ?? [])
    case .type: return .string(values[0].typeName)
    case .toArray: return values[0].elements == nil ? .array([values[0]]) : values[0]
    default: return JMESPathTexts.apply(call.function, values)
    }
  }

  private func applyWithExpression(
    _ call: JMESPathCall, _ values: [JSONValue]
  ) throws(JMESPathError) -> JSONValue {
    let position = call.function == .map ? 0 : 1
    guard case .reference(let expression) = call.arguments[position] else { return .null }
    let elements = values[1 - position].elements ?? []
    var keys: [JSONValue] = []
    for element in elements { keys.append(try evaluate(expression, element)) }
    if call.function == .map { return .array(keys) }
    guard JMESPathFunction.Parameter.comparables.accepts(.array(keys)) else {
      throw error(call, "needs an expression that gives a number for every element, or a string for every element")
    }
    let pairs = zip(elements, keys).map { JSONValue.array([$0, $1]) }
    switch call.function {
    case .sortBy: return .array(JMESPathOrder.sorted(pairs, by: JMESPathOrder.key).map(JMESPathOrder.element))
    default:
      let best = JMESPathOrder.extreme(of: pairs, by: JMESPathOrder.key, isMaximum: call.function == .maxBy)
      return best.map(JMESPathOrder.element) ?? .null
    }
  }

  private func error(_ call: JMESPathCall, _ fault: String) -> JMESPathError {
    JMESPathError(.invalidType, "\(call.function.rawValue)() \(fault)", offset: call.offset, in: expression)
  }
}
