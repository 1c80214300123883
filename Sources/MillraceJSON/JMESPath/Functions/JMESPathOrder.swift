/// The order of numbers and of strings, by which functions sort. Elements are all of one of the two types.
enum JMESPathOrder {
  /// Stable: equal elements stay in their order.
  static func sorted(_ elements: [JSONValue], by key: (JSONValue) -> JSONValue) -> [JSONValue] {
    elements.enumerated()
      .sorted { left, right in
        let (first, second) = (key(left.element), key(right.element))
        if precedes(first, second) { return true }
        return !precedes(second, first) && left.offset < right.offset
      }
      .map(\.element)
  }

  /// The first of the greatest or smallest; null where there is none.
  static func extreme(of elements: [JSONValue], isMaximum: Bool) -> JSONValue {
    extreme(of: elements, by: { $0 }, isMaximum: isMaximum) ?? .null
  }

  static func extreme(
    of elements: [JSONValue], by key: (JSONValue) -> JSONValue, isMaximum: Bool
  ) -> JSONValue? {
    guard var best = elements.first else { return nil }
    for element in elements.dropFirst() {
      let isBetter = isMaximum ? precedes(key(best), key(element)) : precedes(key(element), key(best))
      if isBetter { best = element }
    }
    return best
  }

  /// Of a pair of an element and its key.
  static func element(_ pair: JSONValue) -> JSONValue { pair.elements?.first ?? .null }

  /// Of a pair of an element and its key.
  static func key(_ pair: JSONValue) -> JSONValue { pair.elements?.last ?? .null }

  /// Strings by their code points, whose order is that of their UTF-8.
  private static func precedes(_ left: JSONValue, _ right: JSONValue) -> Bool {
    if let left = left.text, let right = right.text { return left.utf8.lexicographicallyPrecedes(right.utf8) }
    return JMESPathComparator.less.apply(left, right) == .boolean(true)
  }
}
