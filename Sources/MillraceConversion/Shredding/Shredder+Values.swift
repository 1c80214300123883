internal import CMillraceSIMD
internal import MillraceJSON
internal import MillraceParquet

extension Shredder {
  /// Shreds any value into a node.
  @inline(__always)
  mutating func shredValue(
    _ start: UnsafePointer<UInt8>, node index: Int, repetition: UInt8
  ) -> UnsafePointer<UInt8>? {
    if plan.nodes[index].kind == .leaf { return shredLeaf(start, plan.nodes[index], repetition: repetition) }
    return shredContainer(start, node: index, repetition: repetition)
  }

  @inline(__always)
  private mutating func shredLeaf(
    _ start: UnsafePointer<UInt8>, _ node: ShredNode, repetition: UInt8
  ) -> UnsafePointer<UInt8>? {
    var kind = JSONKind.string
    var from = start
    let to: UnsafePointer<UInt8>
    let end: UnsafePointer<UInt8>
    if start.pointee == 0x22 {
      var escaped = false
      guard let quote = scanner.scanString(start + 1, escaped: &escaped) else { return nil }
      if escaped { kind = .escapedString }
      end = quote + 1
      from = node.keepsQuotes ? start : start + 1
      to = node.keepsQuotes ? end : quote
    } else {
      guard let behind = scanner.scanValue(start, kind: &kind, depth: frameCount) else { return nil }
      end = behind
      to = behind
    }
    if node.accepts & kind.bit != 0 {
      plan.leaves[Int(node.firstLeaf)].append(
        span(from, to),
        ValueTag(
          row: row, kind: kind.code, definitionLevel: node.definitionLevel, repetitionLevel: repetition,
          isPresent: true))
      return end
    }
    appendMissing(node, kind: kind, start, end, repetition: repetition)
    return end
  }

  /// A null, or a value that has no place in a node.
  @inline(never)
  private mutating func appendMissing(
    _ node: ShredNode, kind: JSONKind, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, repetition: UInt8
  ) {
    if kind != .null { rescues.append(Rescue(row: row, path: path(upTo: frameCount), value: span(start, end))) }
    appendAbsent(node, definition: node.definitionLevel - 1, repetition: repetition)
  }

  mutating func appendAbsent(_ node: Int, definition: UInt8, repetition: UInt8) {
    appendAbsent(plan.nodes[node], definition: definition, repetition: repetition)
  }

  private mutating func appendAbsent(_ node: ShredNode, definition: UInt8, repetition: UInt8) {
    // A row without any entry is understood as level 0 anyway.
    if definition == 0 && repetition == 0 { return }
    for leaf in Int(node.firstLeaf)..<Int(node.endLeaf) {
      plan.leaves[leaf].appendAbsent(row: row, definitionLevel: definition, repetitionLevel: repetition)
    }
  }

  private mutating func shredContainer(
    _ start: UnsafePointer<UInt8>, node index: Int, repetition: UInt8
  ) -> UnsafePointer<UInt8>? {
    let node = plan.nodes[index]
    switch (node.kind, start.pointee) {
    case (.structure, 0x7B):
      return shredObject(
        start, table: Int(node.child), definition: node.definitionLevel, repetition: repetition)
    case (.list, 0x5B): return shredList(start, node, repetition: repetition)
    case (.map, 0x7B): return shredMap(start, node, repetition: repetition)
    default:
      var kind = JSONKind.null
      guard let end = scanner.scanValue(start, kind: &kind, depth: frameCount) else { return nil }
      appendMissing(node, kind: kind, start, end, repetition: repetition)
      return end
    }
  }

  private mutating func shredList(
    _ start: UnsafePointer<UInt8>, _ node: ShredNode, repetition: UInt8
  ) -> UnsafePointer<UInt8>? {
    guard enter(table: -1) else { return scanner.fail(.tooDeep, start) }
    defer { frameCount -= 1 }
    let frame = frameCount - 1
    var p = scanner.skipSpace(start + 1)
    if p.pointee == 0x5D {
      appendAbsent(node, definition: node.definitionLevel, repetition: repetition)
      return p + 1
    }
    var level = repetition
    while true {
      guard let end = shredValue(p, node: Int(node.child), repetition: level) else { return nil }
      level = node.repetitionLevel
      frames[frame].index += 1
      p = scanner.skipSpace(end)
      if p.pointee == 0x5D { return p + 1 }
      if p.pointee != 0x2C { return scanner.failUnlessEnd(.expectedCommaOrBracket, p) }
      p = scanner.skipSpace(p + 1)
    }
  }

  private mutating func shredMap(
    _ start: UnsafePointer<UInt8>, _ node: ShredNode, repetition: UInt8
  ) -> UnsafePointer<UInt8>? {
    guard enter(table: -1) else { return scanner.fail(.tooDeep, start) }
    defer { frameCount -= 1 }
    guard superseded == nil || markSuperseded(start) else { return nil }
    var p = scanner.skipSpace(start + 1)
    var level = repetition
    let firstKey = plan.leaves[Int(node.firstLeaf)].count
    while p.pointee != 0x7D {
      if p.pointee != 0x22 { return scanner.failUnlessEnd(.expectedKey, p) }
      guard let end = shredEntry(p, node, &level) else { return nil }
      p = scanner.skipSpace(end)
      if p.pointee == 0x7D { break }
      if p.pointee != 0x2C { return scanner.failUnlessEnd(.expectedCommaOrBrace, p) }
      p = scanner.skipSpace(p + 1)
      if p.pointee != 0x22 { return scanner.failUnlessEnd(.expectedKey, p) }
    }
    if level == repetition && plan.leaves[Int(node.firstLeaf)].count == firstKey {
      appendAbsent(node, definition: node.definitionLevel, repetition: repetition)
    }
    if superseded == nil && hasRepeatedKey(Int(node.firstLeaf), from: firstKey) {
      foundDuplicate = true
      return nil
    }
    return p + 1
  }

  /// Shreds a key and its value at `start` (the key's quote); returns the pointer behind the value.
  private mutating func shredEntry(
    _ start: UnsafePointer<UInt8>, _ node: ShredNode, _ level: inout UInt8
  ) -> UnsafePointer<UInt8>? {
    var escaped = false
    guard let quote = scanner.scanString(start + 1, escaped: &escaped) else { return nil }
    let colon = scanner.skipSpace(quote + 1)
    if colon.pointee != 0x3A { return scanner.failUnlessEnd(.expectedColon, colon) }
    let value = scanner.skipSpace(colon + 1)
    if superseded?.contains(start - base) == true {
      var kind = JSONKind.null
      return scanner.scanValue(value, kind: &kind, depth: frameCount)
    }
    plan.leaves[Int(node.firstLeaf)].append(
      span(start + 1, quote),
      ValueTag(
        row: row, kind: (escaped ? JSONKind.escapedString : .string).rawValue,
        definitionLevel: node.definitionLevel + 1, repetitionLevel: level, isPresent: true))
    let end = shredValue(value, node: Int(node.child), repetition: level)
    level = node.repetitionLevel
    frames[frameCount - 1].index += 1
    return end
  }
}
