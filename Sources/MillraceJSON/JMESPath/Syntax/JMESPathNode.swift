/// The syntax tree of an expression.
indirect enum JMESPathNode: Sendable {
  /// `@`, and the left side of an expression that begins with a bracket.
  case current
  case field(String)
  case literal(JSONValue)
  /// `left.right` and `left | right`: the right side is applied to what the left one gives.
  case chain(JMESPathNode, JMESPathNode)
  case index(Int)
  case slice(start: Int?, stop: Int?, step: Int)
  /// `left[*].right`: applied to each element, nulls left out.
  case projection(JMESPathNode, JMESPathNode)
  /// `left.*.right`: applied to each value of an object.
  case valueProjection(JMESPathNode, JMESPathNode)
  /// `left[?condition].right`.
  case filterProjection(JMESPathNode, condition: JMESPathNode, JMESPathNode)
  /// `left[]`: lists in a list become one.
  case flatten(JMESPathNode)
  case comparison(JMESPathComparator, JMESPathNode, JMESPathNode)
  case or(JMESPathNode, JMESPathNode)
  case and(JMESPathNode, JMESPathNode)
  case not(JMESPathNode)
  case list([JMESPathNode])
  case hash([(key: String, value: JMESPathNode)])
  case call(JMESPathFunction, [JMESPathNode], offset: Int)
  /// `&expression`: handed to a function as it is.
  case reference(JMESPathNode)
}

/// How two values are compared.
enum JMESPathComparator: Sendable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}
