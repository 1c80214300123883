extension JMESPathComparator {
  /// True, false, or null where the values have no order: only numbers do.
  func apply(_ left: JSONValue, _ right: JSONValue) -> JSONValue {
    switch self {
    case .equal: return .boolean(left.equals(right))
    case .notEqual: return .boolean(!left.equals(right))
    case .less: return Self.ordered(left, right, <)
    case .lessOrEqual: return Self.ordered(left, right, <=)
    case .greater: return Self.ordered(left, right, >)
    case .greaterOrEqual: return Self.ordered(left, right, >=)
    }
  }

  private static func ordered(
    _ left: JSONValue, _ right: JSONValue, _ holds: (Double, Double) -> Bool
  ) -> JSONValue {
    // Whole numbers of 64 bits are compared as such: a double would not tell large ones apart.
    if let left = left.integer, let right = right.integer {
      return .boolean(holds(left < right ? -1 : left == right ? 0 : 1, 0))
    }
    guard let left = left.double, let right = right.double else { return .null }
    return .boolean(holds(left, right))
  }
}
