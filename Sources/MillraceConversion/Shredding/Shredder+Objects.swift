internal import CMillraceSIMD
internal import MillraceJSON
internal import MillraceParquet

extension Shredder {
  /// Shreds the object at `start` by the fields of a table.
  /// - Parameters:
  ///   - definition: the level that says that the object is there.
  ///   - repetition: the level of the first value of each leaf in it.
  mutating func shredObject(
    _ start: UnsafePointer<UInt8>, table: Int, definition: UInt8, repetition: UInt8
  ) -> UnsafePointer<UInt8>? {
    guard enter(table: table) else { return scanner.fail(.tooDeep, start) }
    if superseded != nil && !markSuperseded(start) { return nil }
    let stamp = nextStamp()
    var p = scanner.skipSpace(start + 1)
    if p.pointee == 0x7D {
      p += 1
    } else {
      guard let end = shredFields(p, table: table, stamp: stamp, repetition: repetition) else { return nil }
      p = end
    }
    frameCount -= 1
    if table != ShredPlan.root { fillAbsent(table, stamp: stamp, definition: definition, repetition: repetition) }
    return p
  }

  private mutating func shredFields(
    _ start: UnsafePointer<UInt8>, table: Int, stamp: UInt64, repetition: UInt8
  ) -> UnsafePointer<UInt8>? {
    var p = start
    var previous = -1
    var predicted = 0
    let frame = frameCount - 1
    let firstRescue = rescues.count
    var unknownKeys = 0
    while true {
      if p.pointee != 0x22 { return scanner.failUnlessEnd(.expectedKey, p) }
      let keyStart = p
      let found = matchKey(&p, table: table, predicted: predicted, previous: previous)
      if found < unknownKey { return nil }
      if p.pointee == 0x3A {
        p += 1
      } else {
        p = scanner.skipSpace(p)
        if p.pointee != 0x3A { return scanner.failUnlessEnd(.expectedColon, p) }
        p += 1
      }
      p = scanner.skipSpace(p)
      let end: UnsafePointer<UInt8>?
      if found == unknownKey {
        unknownKeys += 1
        end = passOver(keyStart, value: p)
      } else if superseded != nil && superseded?.contains(keyStart - base) == true {
        end = skip(p)
      } else {
        let field = plan.tables[table].fields + found
        if field.pointee.stamp == stamp {
          foundDuplicate = true
          return nil
        }
        field.pointee.stamp = stamp
        previous = found
        predicted = Int(field.pointee.next)
        frames[frame].index = Int32(truncatingIfNeeded: found)
        end = shredValue(p, node: Int(field.pointee.node), repetition: repetition)
      }
      guard let end else { return nil }
      p = scanner.skipSpace(end)
      if p.pointee == 0x2C {
        p = scanner.skipSpace(p + 1)
      } else if p.pointee == 0x7D {
        if unknownKeys > 1 && superseded == nil && hasRepeatedRescue(from: firstRescue) {
          foundDuplicate = true
          return nil
        }
        return p + 1
      } else {
        return scanner.failUnlessEnd(.expectedCommaOrBrace, p)
      }
    }
  }

  var unknownKey: Int { -1 }
  private var badKey: Int { -2 }

  /// The field of the key at `p`, which is moved behind the closing quote.
  @inline(__always)
  private mutating func matchKey(
    _ p: inout UnsafePointer<UInt8>, table: Int, predicted: Int, previous: Int
  ) -> Int {
    let fields = plan.tables[table]
    if predicted < fields.count {
      let field = fields.fields + predicted
      let length = Int(field.pointee.length)
      if field.pointee.isPredictable
        && mr_equal_padded(p + 1, fields.arena + Int(field.pointee.key), length + 1)
      {
        p += length + 2
        return predicted
      }
    }
    return lookUpKey(&p, table: table, previous: previous)
  }

  @inline(never)
  private mutating func lookUpKey(_ p: inout UnsafePointer<UInt8>, table: Int, previous: Int) -> Int {
    var escaped = false
    let start = p + 1
    guard let quote = scanner.scanString(start, escaped: &escaped) else { return badKey }
    p = quote + 1
    let found = withKeyText(start, quote - start, escaped: escaped) { shredder, key, length in
      let found = shredder.plan.tables[table].find(key, length)
      if found >= 0 || table != ShredPlan.root || !shredder.joinsColumns { return found }
      return shredder.joinColumn(key, length)
    }
    if found >= 0 && previous >= 0 { plan.tables[table].fields[previous].next = Int32(found) }
    return found
  }

  /// Calls `body` with the text of a key, without its escapes.
  private mutating func withKeyText<Result>(
    _ key: UnsafePointer<UInt8>, _ length: Int, escaped: Bool,
    _ body: (inout Shredder, UnsafePointer<UInt8>, Int) -> Result
  ) -> Result {
    guard escaped else { return body(&self, key, length) }
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: length + JSONScanner.padding)
    defer { text.deallocate() }
    return body(&self, text, JSONString.unescape(key, count: length, into: text))
  }

  mutating func joinColumn(_ key: UnsafePointer<UInt8>, _ length: Int) -> Int {
    let isReserved = UnsafeBufferPointer(start: key, count: length).elementsEqual(DatasetSchema.rescued.utf8)
    if plan.columns.count >= maximumColumns || isReserved { return unknownKey }
    return plan.addTextColumn(key, length)
  }

  /// Scans the value of an unknown key and notes it as rescued.
  private mutating func passOver(
    _ key: UnsafePointer<UInt8>, value: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    var kind = JSONKind.null
    guard let end = scanner.scanValue(value, kind: &kind, depth: frameCount) else { return nil }
    var escaped = false
    guard let quote = scanner.scanString(key + 1, escaped: &escaped) else { return nil }
    if superseded?.contains(key - base) == true { return end }
    let rescue = withKeyText(key + 1, quote - key - 1, escaped: escaped) { shredder, text, length in
      let name = UnsafeBufferPointer(start: text, count: length)
      return Rescue(
        row: shredder.row, path: shredder.path(upTo: shredder.frameCount - 1, key: name),
        value: shredder.span(value, end), unknownColumn: shredder.frameCount == 1 ? Array(name) : nil)
    }
    rescues.append(rescue)
    return end
  }

  private mutating func skip(_ value: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var kind = JSONKind.null
    return scanner.scanValue(value, kind: &kind, depth: frameCount)
  }

  /// Notes for all fields that the object did not have that it is there and they are not.
  private mutating func fillAbsent(_ table: Int, stamp: UInt64, definition: UInt8, repetition: UInt8) {
    let fields = plan.tables[table]
    for i in 0..<fields.count where fields.fields[i].stamp != stamp {
      appendAbsent(Int(fields.fields[i].node), definition: definition, repetition: repetition)
    }
  }

  @inline(__always)
  mutating func enter(table: Int) -> Bool {
    if frameCount >= maximumDepth { return false }
    frames[frameCount] = PathFrame(table: Int32(table), index: 0)
    frameCount += 1
    return true
  }
}
