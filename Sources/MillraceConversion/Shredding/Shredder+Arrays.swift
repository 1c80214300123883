internal import MillraceJSON
internal import MillraceParquet

/// Records that are arrays: the columns go by position, and have the names of the header line.
extension Shredder {
  /// Shreds the array at `start` into the columns that the header names.
  mutating func shredArrayRecord(_ start: UnsafePointer<UInt8>, _ header: ArrayHeader) -> UnsafePointer<UInt8>? {
    guard enter(table: ShredPlan.root) else { return scanner.fail(.tooDeep, start) }
    defer { frameCount -= 1 }
    var p = scanner.skipSpace(start + 1)
    if p.pointee == 0x5D { return p + 1 }
    var position = 0
    while true {
      guard let end = shredElement(p, name: header.name(at: position)) else { return nil }
      position += 1
      p = scanner.skipSpace(end)
      if p.pointee == 0x5D { return p + 1 }
      if p.pointee != 0x2C { return scanner.failUnlessEnd(.expectedCommaOrBracket, p) }
      p = scanner.skipSpace(p + 1)
    }
  }

  private mutating func shredElement(_ start: UnsafePointer<UInt8>, name: [UInt8]) -> UnsafePointer<UInt8>? {
    let field = name.withUnsafeBufferPointer { key -> Int in
      guard let base = key.baseAddress else { return unknownKey }
      let found = plan.tables[ShredPlan.root].find(base, key.count)
      return found >= 0 || !joinsColumns ? found : joinColumn(base, key.count)
    }
    if field >= 0 {
      frames[frameCount - 1].index = Int32(truncatingIfNeeded: field)
      return shredValue(start, node: Int(plan.tables[ShredPlan.root].fields[field].node), repetition: 0)
    }
    var kind = JSONKind.null
    guard let end = scanner.scanValue(start, kind: &kind, depth: frameCount) else { return nil }
    var path: [UInt8] = []
    RescuePath.append(key: name, to: &path)
    rescues.append(Rescue(row: row, path: path, value: span(start, end), unknownColumn: name))
    return end
  }
}
