/// Applies a syntax tree to a value.
struct JMESPathInterpreter {
  let expression: String

  func evaluate(_ node: JMESPathNode, _ value: JSONValue) throws(JMESPathError) -> JSONValue {
    switch node {
    case .current: return value
    case .field(let name): return value[name] ?? .null
    case .literal(let literal): return literal
    case .chain(let left, let right): return try evaluate(right, try evaluate(left, value))
    case .index(let index): return Self.element(index, of: value)
    case .slice(let start, let stop, let step): return Self.slice(value, start, stop, step)
    case .projection(let left, let right):
      guard let elements = try evaluate(left, value).elements else { return .null }
      return try project(elements, right)
    case .valueProjection(let left, let right):
      guard let object = try evaluate(left, value).members else { return .null }
      return try project(object.distinct.map(\.value), right)
    case .filterProjection(let left, let condition, let right):
      guard let elements = try evaluate(left, value).elements else { return .null }
      var chosen: [JSONValue] = []
      for element in elements where try evaluate(condition, element).isTruthy { chosen.append(element) }
      return try project(chosen, right)
    case .flatten(let inner): return Self.flatten(try evaluate(inner, value))
    case .comparison(let comparator, let left, let right):
      return comparator.apply(try evaluate(left, value), try evaluate(right, value))
    case .or(let left, let right):
      let first = try evaluate(left, value)
      return first.isTruthy ? first : try evaluate(right, value)
    case .and(let left, let right):
      let first = try evaluate(left, value)
      return first.isTruthy ? try evaluate(right, value) : first
    case .not(let inner): return .boolean(!(try evaluate(inner, value).isTruthy))
    case .list(let items): return try list(items, value)
    case .hash(let members): return try hash(members, value)
    case .call(let function, let arguments, let offset):
      return try call(JMESPathCall(function: function, arguments: arguments, offset: offset), value)
    case .reference: return .null
    }
  }

  private func project(_ elements: [JSONValue], _ right: JMESPathNode) throws(JMESPathError) -> JSONValue {
    if case .current = right { return .array(elements.filter { $0 != .null }) }
    var results: [JSONValue] = []
    for element in elements {
      let result = try evaluate(right, element)
      if result != .null { results.append(result) }
    }
    return .array(results)
  }

  private func list(_ items: [JMESPathNode], _ value: JSONValue) throws(JMESPathError) -> JSONValue {
    if value == .null { return .null }
    var results: [JSONValue] = []
    for item in items { results.append(try evaluate(item, value)) }
    return .array(results)
  }

  private func hash(
    _ members: [(key: String, value: JMESPathNode)], _ value: JSONValue
  ) throws(JMESPathError) -> JSONValue {
    if value == .null { return .null }
    var object = JSONObject()
    for member in members { object[member.key] = try evaluate(member.value, value) }
    return .object(object)
  }

  private static func element(_ index: Int, of value: JSONValue) -> JSONValue {
    guard let elements = value.elements else { return .null }
    let position = index < 0 ? elements.count + index : index
    return elements.indices.contains(position) ? elements[position] : .null
  }

  private static func flatten(_ value: JSONValue) -> JSONValue {
    guard let elements = value.elements else { return .null }
    return .array(elements.flatMap { $0.elements ?? [$0] })
  }

  /// As Python slices: bounds beyond the ends are moved to them.
  private static func slice(_ value: JSONValue, _ start: Int?, _ stop: Int?, _ step: Int) -> JSONValue {
    guard let elements = value.elements else { return .null }
    let count = elements.count
    let lowest = step < 0 ? -1 : 0
    let highest = step < 0 ? count - 1 : count
    func bound(_ given: Int?, _ otherwise: Int) -> Int {
      guard let given else { return otherwise }
      return Swift.min(
        Swift.max(given < 0 ? given.addingReportingOverflow(count).partialValue : given, lowest), highest)
    }
    let first = bound(start, step < 0 ? highest : lowest)
    let last = bound(stop, step < 0 ? lowest : highest)
    return .array(stride(from: first, to: last, by: step).map { elements[$0] })
  }
}
