// Unsafe pointers here: values stand in padded buffers.

/// A part of an expression that is not compiled: it is applied to a tree of what it needs of the record.
final class InterpretedPart {
  private let node: JMESPathNode
  private let interpreter: JMESPathInterpreter
  /// The slot of the value to which the part is applied.
  private let slot: Int
  /// The members of it that the part looks at; nil for all of the value.
  private let fields: [(key: String, slot: Int)]?
  private let result = ByteArea(capacity: 256)

  init(_ node: JMESPathNode, of expression: String, slot: Int, fields: [(key: String, slot: Int)]?) {
    self.node = node
    interpreter = JMESPathInterpreter(expression: expression)
    self.slot = slot
    self.fields = fields
  }

  func tree(_ values: PathValues) throws(JMESPathError) -> JSONValue {
    try interpreter.evaluate(node, input(values))
  }

  /// The result as text, which stays until the next call.
  func value(_ values: PathValues) throws(JMESPathError) -> ByteValue? {
    let tree = try tree(values)
    result.count = 0
    result.append(tree.bytes)
    result.terminate()
    var scanner = JSONScanner(allowsNewlines: true)
    var kind = JSONKind.null
    let start = UnsafePointer(result.base)
    guard let end = scanner.scanValue(start, kind: &kind) else { return nil }
    return ByteValue(kind: kind, start: start, end: end)
  }

  private func input(_ values: PathValues) -> JSONValue {
    guard let value = values.value(slot) else { return .null }
    guard let fields, value.kind == .object else { return value.tree }
    var object = JSONObject()
    for field in fields {
      if let member = values.value(field.slot) { object.append(field.key, member.tree) }
    }
    return .object(object)
  }
}
