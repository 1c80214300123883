/// Builds record nodes from schema nodes, and understands the shapes in which writers have stored lists and maps.
///
/// Source: "Nested Types" in LogicalTypes.md, with its rules for backward compatibility.
struct RecordNodeBuilder {
  private var leafCount = 0

  /// The node for a node of the schema. Nil when there is no stored column below it.
  /// - Parameters:
  ///   - definition: the definition level of the node above.
  ///   - repetition: the repetition level of the node above.
  mutating func node(_ schema: SchemaNode, definition: Int, repetition: Int) -> RecordNode? {
    guard schema.leafCount > 0 else { return nil }
    if schema.repetition == .repeated {
      // Repeated without an annotation: a list that is never null, of elements that are never null.
      return list(schema.name, definition: definition, repeated: schema, element: schema, repetition: repetition)
    }
    var node = present(
      schema, definition: definition + (schema.repetition == .optional ? 1 : 0), repetition: repetition)
    node?.enclosingLevel = definition
    return node
  }

  /// The node for what is there at a definition level, whatever its own repetition.
  private mutating func present(_ schema: SchemaNode, definition: Int, repetition: Int) -> RecordNode? {
    let first = leafCount
    switch schema.kind {
    case .leaf:
      leafCount += 1
      return RecordNode(
        name: schema.name, enclosingLevel: definition, definitionLevel: definition, leaves: first..<leafCount,
        kind: .value)
    case .group(let children, .list) where children.count == 1 && children[0].repetition == .repeated:
      return list(
        schema.name, definition: definition, repeated: children[0], element: Self.element(of: schema),
        repetition: repetition)
    case .group(let children, .map) where Self.isKeyValue(children):
      return map(schema.name, definition: definition, repeated: children[0], repetition: repetition)
    case .group(let children, _):
      var fields: [RecordNode] = []
      for child in children {
        if let field = node(child, definition: definition, repetition: repetition) { fields.append(field) }
      }
      return RecordNode(
        name: schema.name, enclosingLevel: definition, definitionLevel: definition, leaves: first..<leafCount,
        kind: .structure(fields))
    }
  }

  private mutating func list(
    _ name: String, definition: Int, repeated: SchemaNode, element: SchemaNode, repetition: Int
  ) -> RecordNode? {
    let first = leafCount
    let levels = RecordNode.Repeated(definitionLevel: definition + 1, repetitionLevel: repetition + 1)
    // An element is the repeated node itself, or the only node below it.
    let node =
      element == repeated
      ? present(element, definition: levels.definitionLevel, repetition: levels.repetitionLevel)
      : self.node(element, definition: levels.definitionLevel, repetition: levels.repetitionLevel)
    return node.map {
      RecordNode(
        name: name, enclosingLevel: definition, definitionLevel: definition, leaves: first..<leafCount,
        kind: .list(levels, element: $0))
    }
  }

  private mutating func map(_ name: String, definition: Int, repeated: SchemaNode, repetition: Int) -> RecordNode? {
    let first = leafCount
    let levels = RecordNode.Repeated(definitionLevel: definition + 1, repetitionLevel: repetition + 1)
    let nodes = repeated.children.map {
      node($0, definition: levels.definitionLevel, repetition: levels.repetitionLevel)
    }
    guard let key = nodes.first ?? nil else { return nil }
    return RecordNode(
      name: name, enclosingLevel: definition, definitionLevel: definition, leaves: first..<leafCount,
      kind: .map(levels, key: key, value: nodes.count > 1 ? nodes[1] : nil))
  }

  /// What the elements of a list are: in the shape of today the only child of the repeated group, in older shapes
  /// the repeated node itself.
  private static func element(of list: SchemaNode) -> SchemaNode {
    let repeated = list.children[0]
    guard repeated.children.count == 1, repeated.children[0].repetition != .repeated,
      repeated.name != "array", repeated.name != list.name + "_tuple"
    else { return repeated }
    return repeated.children[0]
  }

  /// Whether a group that is annotated as a map holds a repeated pair whose key is a single value.
  private static func isKeyValue(_ children: [SchemaNode]) -> Bool {
    guard children.count == 1, children[0].repetition == .repeated else { return false }
    let pair = children[0].children
    guard (1...2).contains(pair.count), pair[0].repetition != .repeated, case .leaf = pair[0].kind else { return false }
    return true
  }
}
