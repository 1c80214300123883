extension JMESPathNode {
  /// The keys of the value to which an expression is applied that it looks at, if that value is an object; nil where it may look
  /// at all of them.
  var fields: Set<String>? {
    switch self {
    case .current: nil
    case .field(let name): [name]
    // Of an object, they pick nothing.
    case .index, .slice, .literal, .reference: []
    case .chain(.current, let right): right.fields
    case .chain(let left, _), .projection(let left, _), .valueProjection(let left, _), .flatten(let left): left.fields
    case .filterProjection(let left, _, _): left.fields
    case .not(let inner): inner.fields
    case .comparison(_, let left, let right), .or(let left, let right), .and(let left, let right):
      Self.union([left, right])
    case .list(let items): Self.union(items)
    case .hash(let members): Self.union(members.map(\.value))
    case .call(_, let arguments, _): Self.union(arguments)
    }
  }

  private static func union(_ nodes: [JMESPathNode]) -> Set<String>? {
    var union: Set<String> = []
    for node in nodes {
      guard let fields = node.fields else { return nil }
      union.formUnion(fields)
    }
    return union
  }
}
