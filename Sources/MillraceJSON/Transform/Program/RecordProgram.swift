// Unsafe pointers here: nodes are read for each record, and values stand in padded buffers.

/// Compiled expressions, evaluated over what a `PathReader` has found in a record. Gives what the interpreter gives.
struct RecordProgram {
  private let memory: ProgramMemory
  private let parts: [InterpretedPart]
  private let nodes: UnsafeMutablePointer<ProgramNode>
  private let members: UnsafeMutablePointer<ProgramMember>
  private let literals: UnsafeMutablePointer<ByteValue>

  init(_ builder: ProgramBuilder) {
    memory = ProgramMemory(builder)
    parts = builder.parts
    nodes = memory.nodes
    members = memory.members
    literals = memory.literals
  }

  private var null: ByteValue { literals[0] }

  private func boolean(_ value: Bool) -> ByteValue { literals[value ? 2 : 1] }

  /// The value of a node that does not put values together.
  func value(_ index: Int, _ reader: borrowing PathReader) throws(JMESPathError) -> ByteValue {
    let node = nodes[index]
    switch node.operation {
    case .path: return reader.value(Int(node.first)) ?? null
    case .literal: return literals[Int(node.first)]
    case .or:
      let left = try value(Int(node.first), reader)
      return left.isTruthy ? left : try value(Int(node.second), reader)
    case .and:
      let left = try value(Int(node.first), reader)
      return left.isTruthy ? try value(Int(node.second), reader) : left
    case .not: return boolean(!(try value(Int(node.first), reader).isTruthy))
    case .interpreted: return try parts[Int(node.first)].value(reader) ?? null
    case .equal: return boolean(try values(node, reader).areEqual)
    case .notEqual: return boolean(!(try values(node, reader).areEqual))
    default:
      guard let comparator = node.operation.comparator, let holds = try values(node, reader).holds(comparator) else {
        return null
      }
      return boolean(holds)
    }
  }

  private func values(_ node: ProgramNode, _ reader: borrowing PathReader) throws(JMESPathError) -> ValuePair {
    let left = try value(Int(node.first), reader)
    return ValuePair(left: left, right: try value(Int(node.second), reader))
  }

  /// Appends the value of any node to `area`.
  func write(_ index: Int, _ reader: borrowing PathReader, to area: ByteArea) throws(JMESPathError) {
    let node = nodes[index]
    switch node.operation {
    case .list: try write(members: node, closing: UInt8(ascii: "]"), reader, to: area)
    case .hash: try write(members: node, closing: UInt8(ascii: "}"), reader, to: area)
    case .or, .and:
      let left = try value(Int(node.first), reader)
      if left.isTruthy == (node.operation == .or) {
        append(left, to: area)
      } else {
        try write(Int(node.second), reader, to: area)
      }
    case .interpreted: area.append(try parts[Int(node.first)].tree(reader).bytes)
    default: append(try value(index, reader), to: area)
    }
  }

  private func write(
    members node: ProgramNode, closing: UInt8, _ reader: borrowing PathReader, to area: ByteArea
  ) throws(JMESPathError) {
    guard let subject = reader.value(Int(node.slot)), subject.kind != .null else { return append(null, to: area) }
    for index in Int(node.first)..<Int(node.first) + Int(node.second) {
      let member = members[index]
      area.append(padded: memory.text + Int(member.offset), count: Int(member.count))
      try write(Int(member.node), reader, to: area)
    }
    area.append(closing)
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
