/// Compiles the expressions that are applied to one record: into paths that are found while it is scanned, and nodes that are evaluated
/// behind that. What has no compiled form becomes an interpreted part.
struct ProgramBuilder {
  private(set) var tree = PathTree()
  private(set) var nodes: [ProgramNode] = []
  private(set) var members: [ProgramMember] = []
  private(set) var parts: [InterpretedPart] = []
  /// Constant text: keys and literals, each literal followed by a zero.
  private(set) var text: [UInt8] = []
  /// Where literals begin in the text. The first three are null, false and true.
  private(set) var literals: [Int] = []
  private var expression = ""

  init() {
    for constant: JSONValue in [.null, .boolean(false), .boolean(true)] { _ = literal(constant) }
  }

  /// Adds a condition; returns its node.
  mutating func addCondition(_ expression: JMESPath) -> Int {
    self.expression = expression.text
    return Int(value(expression.root, PathTree.root))
  }

  /// Adds a selection; returns its node.
  mutating func addSelection(_ expression: JMESPath) -> Int {
    self.expression = expression.text
    return Int(output(expression.root, PathTree.root))
  }

  /// A node that gives a value which stands somewhere as text.
  /// - Parameter base: the path to what the expression is applied to.
  private mutating func value(_ node: JMESPathNode, _ base: Int) -> Int32 {
    if let path = path(node, base) { return add(ProgramNode(operation: .path, first: Int32(path))) }
    switch node {
    case .literal(let literal): return add(ProgramNode(operation: .literal, first: self.literal(literal)))
    case .chain(let inner, .current): return value(inner, base)
    case .chain(let left, let right):
      guard let path = path(left, base) else { return interpreted(node, base) }
      return value(right, path)
    case .comparison(let comparator, let left, let right):
      return binary(ProgramNode.Operation(comparator), left, right, base)
    case .or(let left, let right): return binary(.or, left, right, base)
    case .and(let left, let right): return binary(.and, left, right, base)
    case .not(let inner): return add(ProgramNode(operation: .not, first: value(inner, base)))
    default: return interpreted(node, base)
    }
  }

  private mutating func binary(
    _ operation: ProgramNode.Operation, _ left: JMESPathNode, _ right: JMESPathNode, _ base: Int
  ) -> Int32 {
    let (first, second) = (value(left, base), value(right, base))
    return add(ProgramNode(operation: operation, first: first, second: second))
  }

  /// A node whose value is written: it may be put together.
  private mutating func output(_ node: JMESPathNode, _ base: Int) -> Int32 {
    switch node {
    case .list(let items): return construct(.list, items.map { ("", $0) }, base)
    case .hash(let members) where Set(members.map { Array($0.key.utf8) }).count == members.count:
      return construct(.hash, members.map { ($0.key, $0.value) }, base)
    case .chain(let inner, .current): return output(inner, base)
    case .chain(let left, let right):
      guard let path = path(left, base) else { return interpreted(node, base) }
      return output(right, path)
    case .or(let left, let right):
      return add(ProgramNode(operation: .or, first: value(left, base), second: output(right, base)))
    case .and(let left, let right):
      return add(ProgramNode(operation: .and, first: value(left, base), second: output(right, base)))
    default: return value(node, base)
    }
  }

  private mutating func construct(
    _ operation: ProgramNode.Operation, _ items: [(key: String, value: JMESPathNode)], _ base: Int
  ) -> Int32 {
    var constructed: [ProgramMember] = []
    for (index, item) in items.enumerated() {
      let node = output(item.value, base)
      let offset = text.count
      text.append(UInt8(ascii: index > 0 ? "," : operation == .hash ? "{" : "["))
      if operation == .hash {
        JSONString.appendQuoted(item.key.utf8, to: &text)
        text.append(UInt8(ascii: ":"))
      }
      constructed.append(ProgramMember(node: node, offset: Int32(offset), count: Int32(text.count - offset)))
    }
    let first = members.count
    members += constructed
    return add(
      ProgramNode(operation: operation, first: Int32(first), second: Int32(items.count), slot: Int32(base)))
  }

  /// The path that an expression is, if it is one and nothing else.
  private mutating func path(_ node: JMESPathNode, _ base: Int) -> Int? {
    switch node {
    case .current: return base
    case .field(let name): return tree.child(name, of: base)
    case .chain(let left, let right) where left.isPath && right.isPath:
      guard let middle = path(left, base) else { return nil }
      return path(right, middle)
    default: return nil
    }
  }

  private mutating func interpreted(_ node: JMESPathNode, _ base: Int) -> Int32 {
    let fields = node.fields?.sorted().map { (key: $0, slot: tree.child($0, of: base)) }
    parts.append(InterpretedPart(node, of: expression, slot: base, fields: fields))
    return add(ProgramNode(operation: .interpreted, first: Int32(parts.count - 1)))
  }

  private mutating func literal(_ value: JSONValue) -> Int32 {
    literals.append(text.count)
    value.write(to: &text)
    text.append(0)
    return Int32(literals.count - 1)
  }

  private mutating func add(_ node: ProgramNode) -> Int32 {
    nodes.append(node)
    return Int32(nodes.count - 1)
  }
}

extension JMESPathNode {
  /// Whether it is made of keys alone.
  fileprivate var isPath: Bool {
    switch self {
    case .current, .field: true
    case .chain(let left, let right): left.isPath && right.isPath
    default: false
    }
  }
}
