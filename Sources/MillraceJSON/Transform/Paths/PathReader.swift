internal import CMillraceSIMD

// Unsafe pointers here: records stand in padded buffers, and slots and tables are read for each key.

/// Scans records whole, and notes on the way where the values of wanted paths stand.
///
/// Where a key stands twice in an object, the last one counts. One thread's; frees its memory with its last copy.
struct PathReader {
  var scanner: JSONScanner
  private let memory: PathMemory
  private let slots: UnsafeMutablePointer<PathSlot>
  private let tables: UnsafeMutablePointer<PathTable>
  /// The number of the record.
  private var record: UInt64 = 0

  init(_ tree: PathTree, maximumDepth: Int) {
    scanner = JSONScanner(allowsNewlines: false, maximumDepth: maximumDepth)
    memory = PathMemory(tree)
    slots = memory.slots
    tables = memory.tables
  }

  /// Says whether line feeds are white space in what is read from now on.
  @inline(__always)
  mutating func setAllowsNewlines(_ allowsNewlines: Bool) {
    if scanner.allowsNewlines == allowsNewlines { return }
    scanner = JSONScanner(allowsNewlines: allowsNewlines, maximumDepth: scanner.maximumDepth)
  }

  /// Scans the value at `start` and returns the byte behind it; nil where it is not JSON, as `scanner.failure` says.
  mutating func read(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    record += 1
    return note(start, slot: PathTree.root, depth: 0)
  }

  /// The value of a path in the record that was read last.
  @inline(__always)
  func value(_ slot: Int) -> ByteValue? {
    slots[slot].record == record ? slots[slot].value : nil
  }

  /// Scans a wanted value.
  private mutating func note(
    _ start: UnsafePointer<UInt8>, slot index: Int, depth: Int
  ) -> UnsafePointer<UInt8>? {
    let slot = slots + index
    if slot.pointee.record == record { forget(index) }
    var kind = JSONKind.null
    let end: UnsafePointer<UInt8>?
    if start.pointee == 0x7B && slot.pointee.table >= 0 {
      kind = .object
      end = readObject(start, table: Int(slot.pointee.table), depth: depth + 1)
    } else {
      end = scanner.scanValue(start, kind: &kind, depth: depth)
    }
    guard let end else { return nil }
    slot.pointee.value = ByteValue(kind: kind, start: start, end: end)
    slot.pointee.record = record
    return end
  }

  /// The key has come before in the object: what was noted from that value does not count.
  @inline(never)
  private func forget(_ index: Int) {
    slots[index].record = 0
    guard slots[index].table >= 0 else { return }
    let table = tables[Int(slots[index].table)]
    for key in 1..<table.wanted + 1 { forget(Int(table.keys[key].slot)) }
  }

  private mutating func readObject(
    _ start: UnsafePointer<UInt8>, table: Int, depth: Int
  ) -> UnsafePointer<UInt8>? {
    if depth > scanner.maximumDepth { return scanner.fail(.tooDeep, start) }
    let (keys, text) = (tables[table].keys, tables[table].text)
    var p = scanner.skipSpace(start + 1)
    if p.pointee == 0x7D { return p + 1 }
    var key = keys
    var slot: Int32 = -1
    while true {
      if p.pointee != 0x22 { return scanner.failUnlessEnd(.expectedKey, p) }
      let predicted = keys + Int(key.pointee.next)
      let count = Int(predicted.pointee.count)
      if mr_equal_padded(p + 1, text + Int(predicted.pointee.offset), count) {
        key = predicted
        slot = key.pointee.slot
        p += count + 1
      } else {
        guard let behind = lookUp(p, table: table, previous: &key, slot: &slot) else { return nil }
        p = behind
      }
      p = scanner.skipSpace(p)
      guard let end = slot < 0 ? pass(p, depth: depth) : note(p, slot: Int(slot), depth: depth) else { return nil }
      p = scanner.skipSpace(end)
      if p.pointee == 0x7D { return p + 1 }
      if p.pointee != 0x2C { return scanner.failUnlessEnd(.expectedCommaOrBrace, p) }
      p = scanner.skipSpace(p + 1)
    }
  }

  /// Scans a value that is not wanted.
  @inline(__always)
  private mutating func pass(_ start: UnsafePointer<UInt8>, depth: Int) -> UnsafePointer<UInt8>? {
    switch start.pointee {
    case 0x22:
      let stop = mr_string_stop(start + 1)
      if stop.pointee == 0x22 { return stop + 1 }
    case 0x31...0x39:
      // Mostly a number has no more than digits.
      var p = start + 1
      while p.pointee &- 0x30 <= 9 { p += 1 }
      if p.pointee == 0x2C || p.pointee == 0x7D { return p }
    // null, true, false, [].
    case 0x6E where mr_load32(start) == 0x6C6C_756E, 0x74 where mr_load32(start) == 0x6575_7274:
      return start + 4
    case 0x66 where mr_load32(start) == 0x736C_6166 && start[4] == 0x65:
      return start + 5
    case 0x5B where start[1] == 0x5D && depth < scanner.maximumDepth:
      return start + 2
    default: break
    }
    var kind = JSONKind.null
    return scanner.scanValue(start, kind: &kind, depth: depth)
  }

  /// Finds the key whose quote is at `start`, and lets the one before predict it. Returns the byte behind the colon.
  @inline(never)
  private mutating func lookUp(
    _ start: UnsafePointer<UInt8>, table: Int, previous: inout UnsafeMutablePointer<PathTable.Key>, slot: inout Int32
  ) -> UnsafePointer<UInt8>? {
    var escaped = false
    guard let quote = scanner.scanString(start + 1, escaped: &escaped) else { return nil }
    let colon = scanner.skipSpace(quote + 1)
    if colon.pointee != 0x3A { return scanner.failUnlessEnd(.expectedColon, colon) }
    let length = quote - start - 1
    var found = escaped ? findEscaped(start + 1, length, table: table) : tables[table].find(start + 1, length)
    if found < 0 && !escaped { found = tables[table].learn(start + 1, length) }
    slot = -1
    guard found >= 0 else { return colon + 1 }
    let key = tables[table].keys + found
    slot = key.pointee.slot
    if key.pointee.isPlain {
      previous.pointee.next = Int32(found)
      previous = key
    }
    return colon + 1
  }

  private func findEscaped(_ key: UnsafePointer<UInt8>, _ length: Int, table: Int) -> Int {
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: length + JSONScanner.padding)
    defer { text.deallocate() }
    text.initialize(repeating: 0, count: length + JSONScanner.padding)
    return tables[table].find(text, JSONString.unescape(key, count: length, into: text))
  }
}
