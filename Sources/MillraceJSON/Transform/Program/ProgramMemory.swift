// Unsafe pointers here: nodes are read for each record.

/// Owns the tables of a program.
final class ProgramMemory {
  let nodes: UnsafeMutablePointer<ProgramNode>
  let members: UnsafeMutablePointer<ProgramMember>
  let text: UnsafeMutablePointer<UInt8>
  let literals: UnsafeMutablePointer<ByteValue>

  init(_ builder: ProgramBuilder) {
    nodes = Self.copy(builder.nodes)
    members = Self.copy(builder.members)
    text = Self.copy(builder.text + [UInt8](repeating: 0, count: JSONScanner.padding))
    literals = .allocate(capacity: builder.literals.count)
    var scanner = JSONScanner(allowsNewlines: true)
    for (index, offset) in builder.literals.enumerated() {
      var kind = JSONKind.null
      let start = UnsafePointer(text + offset)
      // The text was written from a value: it can be scanned.
      let end = scanner.scanValue(start, kind: &kind) ?? start
      (literals + index).initialize(to: ByteValue(kind: kind, start: start, end: end))
    }
  }

  deinit {
    nodes.deallocate()
    members.deallocate()
    text.deallocate()
    literals.deallocate()
  }

  private static func copy<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeMutablePointer<Value> {
    let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(values.count, 1))
    for (index, value) in values.enumerated() { (memory + index).initialize(to: value) }
    return memory
  }
}
