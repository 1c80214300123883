internal import CMillraceSIMD

// Unsafe pointers here: values stand in padded buffers.

/// Two values that are compared as they stand, with the answers that the interpreter gives for their trees.
struct ValuePair {
  let left: ByteValue
  let right: ByteValue

  var areEqual: Bool {
    switch (left.kind, right.kind) {
    case (.null, .null), (.true, .true), (.false, .false): return true
    case (.string, .string): return haveSameText
    case (.integer, .integer), (.integer, .number), (.number, .integer), (.number, .number):
      return haveSameText || holds(.equal) ?? false
    case (.string, .escapedString), (.escapedString, .string), (.escapedString, .escapedString),
      (.array, .array), (.object, .object):
      return left.tree.equals(right.tree)
    default: return false
    }
  }

  private var haveSameText: Bool {
    left.count == right.count && mr_equal_padded(left.start, right.start, left.count)
  }

  /// What a comparison of numbers gives; nil where one of the values is no number.
  func holds(_ comparator: JMESPathComparator) -> Bool? {
    guard left.isNumber && right.isNumber else { return nil }
    if let left = left.shortInteger, let right = right.shortInteger { return comparator.holds(left, right) }
    if let left = left.shortDouble, let right = right.shortDouble { return comparator.holds(left, right) }
    return comparator.apply(left.tree, right.tree).boolean
  }
}

extension JMESPathComparator {
  fileprivate func holds<Number: Comparable>(_ left: Number, _ right: Number) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
