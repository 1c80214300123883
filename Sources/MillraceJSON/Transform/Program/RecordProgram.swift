internal import CMillraceSIMD

// Unsafe pointers here: nodes are read for each record, and values stand in padded buffers.

/// Compiled expressions, evaluated over what was found in a record. Gives what the interpreter gives.
struct RecordProgram {
  private let memory: ProgramMemory
  private let parts: [InterpretedPart]
  private let nodes: UnsafeMutablePointer<ProgramNode>
  private let members: UnsafeMutablePointer<ProgramMember>
  private let literals: UnsafeMutablePointer<ByteValue>
  private let text: UnsafeMutablePointer<UInt8>
  /// Whether results may hold characters beyond ASCII that records do not have.
  let addsText: Bool

  init(_ builder: ProgramBuilder) {
    memory = ProgramMemory(builder)
    parts = builder.parts
    addsText = !builder.parts.isEmpty || builder.text.contains { $0 >= 0x80 }
    nodes = memory.nodes
    members = memory.members
    literals = memory.literals
    text = memory.text
  }

  private var null: ByteValue { literals[0] }

  private func boolean(_ value: Bool) -> ByteValue { literals[value ? 2 : 1] }

  /// The value of a node that does not put values together.
  func value(_ index: Int, _ values: PathValues) throws(JMESPathError) -> ByteValue {
    let node = nodes[index]
    switch node.operation {
    case .path: return values.value(Int(node.first)) ?? null
    case .literal: return literals[Int(node.first)]
    case .or:
      let left = try value(Int(node.first), values)
      return left.isTruthy ? left : try value(Int(node.second), values)
    case .and:
      let left = try value(Int(node.first), values)
      return left.isTruthy ? try value(Int(node.second), values) : left
    case .not: return boolean(!(try value(Int(node.first), values).isTruthy))
    case .interpreted: return try parts[Int(node.first)].value(values) ?? null
    case .equal: return boolean(try pair(node, values).areEqual)
    case .notEqual: return boolean(!(try pair(node, values).areEqual))
    default:
      guard let comparator = node.operation.comparator, let holds = try pair(node, values).holds(comparator) else {
        return null
      }
      return boolean(holds)
    }
  }

  private func pair(_ node: ProgramNode, _ values: PathValues) throws(JMESPathError) -> ValuePair {
    let left = try value(Int(node.first), values)
    return ValuePair(left: left, right: try value(Int(node.second), values))
  }

  /// Appends the value of any node to `area`.
  func write(_ index: Int, _ values: PathValues, to area: ByteArea) throws(JMESPathError) {
    let node = nodes[index]
    switch node.operation {
    case .list: try write(members: node, closing: UInt8(ascii: "]"), values, to: area)
    case .hash: try write(members: node, closing: UInt8(ascii: "}"), values, to: area)
    case .or, .and:
      let left = try value(Int(node.first), values)
      if left.isTruthy == (node.operation == .or) {
        append(left, to: area)
      } else {
        try write(Int(node.second), values, to: area)
      }
    case .interpreted: area.append(try parts[Int(node.first)].tree(values).bytes)
    default: append(try value(index, values), to: area)
    }
  }

  private func write(
    members node: ProgramNode, closing: UInt8, _ values: PathValues, to area: ByteArea
  ) throws(JMESPathError) {
    guard let subject = values.value(Int(node.slot)), subject.kind != .null else { return append(null, to: area) }
    let members = UnsafeBufferPointer(start: self.members + Int(node.first), count: Int(node.second))
    if writeScalars(members, closing: closing, values, to: area) { return }
    for member in members {
      area.append(padded: text + Int(member.offset), count: Int(member.count))
      try write(Int(member.node), values, to: area)
    }
    area.append(closing)
  }

  /// Writes members that are all scalars at paths, which is all that most selections pick; false where there are others.
  private func writeScalars(
    _ members: UnsafeBufferPointer<ProgramMember>, closing: UInt8, _ values: PathValues, to area: ByteArea
  ) -> Bool {
    var length = 1
    for member in members {
      let node = nodes[Int(member.node)]
      guard node.operation == .path else { return false }
      let value = values.value(Int(node.first)) ?? null
      if value.kind == .object || value.kind == .array { return false }
      length += Int(member.count) + value.count
    }
    area.reserve(length)
    var out = area.end
    for member in members {
      let value = values.value(Int(nodes[Int(member.node)].first)) ?? null
      mr_copy_padded(out, text + Int(member.offset), Int(member.count))
      out += Int(member.count)
      mr_copy_padded(out, value.start, value.count)
      out += value.count
    }
    out.pointee = closing
    area.count += length
    return true
  }

  @inline(__always)
  private func append(_ value: ByteValue, to area: ByteArea) {
    if value.kind == .object || value.kind == .array {
      CompactText.append(value.start, value.end, to: area)
    } else {
      area.append(padded: value.start, count: value.count)
    }
  }
}
