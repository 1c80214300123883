internal import CMillraceSIMD

// Unsafe pointers here: records stand in padded buffers, and tables are read for each key.

/// Scans records whole, and notes on the way where the values of wanted paths stand.
///
/// `mr_json_pass_members` passes over what is as in the records before; what is not, or wrong, is left to `scanner`. Where a key
/// stands twice in an object, the last one counts. One thread's; frees its memory with its last copy.
struct PathReader {
  var scanner: JSONScanner
  let memory: PathMemory
  let tables: UnsafeMutablePointer<PathTable>
  private let slots: UnsafeMutablePointer<mr_json_slot>
  private let guesses: UnsafeMutablePointer<mr_json_guesses>
  /// How much longer than the last record the next one may be for all of it to be looked at beforehand.
  private static let surplus = 256
  private var usual = 4096
  /// Where the commas of records are known.
  private var expected: Range<UnsafePointer<UInt8>>
  /// The number of the record.
  private var record: UInt64 = 0

  init(_ tree: PathTree, maximumDepth: Int) {
    scanner = JSONScanner(allowsNewlines: false, maximumDepth: maximumDepth)
    memory = PathMemory(tree)
    slots = memory.slots
    tables = memory.tables
    guesses = memory.guesses
    expected = guesses.pointee.base..<guesses.pointee.base
  }

  /// Says where the next records are: it is faster to look at all of them at once.
  mutating func expect(_ records: Range<UnsafePointer<UInt8>>) {
    expected = records
    mr_json_guess(records.lowerBound, -1, records.count, guesses)
  }

  /// Says whether line feeds are white space in what is read from now on.
  @inline(__always)
  mutating func setAllowsNewlines(_ allowsNewlines: Bool) {
    if scanner.allowsNewlines != allowsNewlines { changeAllowsNewlines() }
  }

  @inline(never)
  private mutating func changeAllowsNewlines() {
    scanner = JSONScanner(allowsNewlines: !scanner.allowsNewlines, maximumDepth: scanner.maximumDepth)
    // There may be line feeds in them.
    memory.resetLeads()
  }

  /// Scans the value at `start` and returns the byte behind it; nil where it is not JSON, as `scanner.failure` says.
  mutating func read(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    record += 1
    if !expected.contains(start) { mr_json_guess(start, scanner.allowsNewlines ? 0 : 0x0A, usual, guesses) }
    var kind = JSONKind.object
    let end = start.pointee == 0x7B ? readObject(start, table: 0, depth: 1) : scanner.scanValue(start, kind: &kind)
    guard let end else { return nil }
    note(PathTree.root, kind, start, end)
    usual = end - start + Self.surplus
    return end
  }

  /// What was found in the record that was read last.
  var values: PathValues { PathValues(slots: slots, record: record) }

  private func note(
    _ slot: Int, _ kind: JSONKind, _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>
  ) {
    slots[slot].start = start
    slots[slot].end = end
    slots[slot].kind = kind.code
    slots[slot].record = record
  }

  /// The key has come before in the object: what was noted from that value does not count.
  private func forget(_ index: Int) {
    slots[index].record = 0
    guard slots[index].table >= 0 else { return }
    let table = tables[Int(slots[index].table)]
    for key in 1..<table.wanted + 1 { forget(Int(table.keys[key].slot)) }
  }

  /// Scans an object, whose keys are in a table.
  mutating func readObject(_ start: UnsafePointer<UInt8>, table: Int, depth: Int) -> UnsafePointer<UInt8>? {
    if depth > scanner.maximumDepth { return scanner.fail(.tooDeep, start) }
    var p = start + 1
    // The last key that can foretell one.
    var previous = UnsafePointer(tables[table].keys)
    var ending: Int32 = 0
    while true {
      p = mr_json_pass_members(guesses, p, slots, record, &previous, &ending)
      if Int(ending) != MR_JSON_BEHIND_VALUE {
        var key: UnsafeMutablePointer<mr_json_key>? = UnsafeMutablePointer(mutating: previous)
        if Int(ending) == MR_JSON_AT_KEY {
          let lead = p
          p = scanner.skipSpace(p)
          if p.pointee == 0x7D && lead == start + 1 { return p + 1 }
          guard let value = lookUp(p, lead: lead, table: table, previous: &previous, key: &key) else { return nil }
          p = value
        }
        guard let end = readMember(scanner.skipSpace(p), key, depth: depth) else { return nil }
        p = end
      }
      p = scanner.skipSpace(p)
      if p.pointee == 0x7D { return p + 1 }
      if p.pointee != 0x2C { return scanner.failUnlessEnd(.expectedCommaOrBrace, p) }
      p += 1
    }
  }

  /// Scans the value of a key, and notes it where it is wanted.
  private mutating func readMember(
    _ start: UnsafePointer<UInt8>, _ key: UnsafeMutablePointer<mr_json_key>?, depth: Int
  ) -> UnsafePointer<UInt8>? {
    var kind = JSONKind.null
    guard let key else { return readValue(start, key, kind: &kind, depth: depth) }
    let slot = Int(key.pointee.slot)
    if slot < 0 { return readValue(start, key, kind: &kind, depth: depth) }
    if slots[slot].record == record { forget(slot) }
    guard let end = readValue(start, key, kind: &kind, depth: depth) else { return nil }
    note(slot, kind, start, end)
    return end
  }

  /// Scans a value of any kind.
  private mutating func readValue(
    _ start: UnsafePointer<UInt8>, _ key: UnsafeMutablePointer<mr_json_key>?, kind: inout JSONKind, depth: Int
  ) -> UnsafePointer<UInt8>? {
    if start.pointee == 0x22 {
      var escaped = false
      guard let quote = scanner.scanString(start + 1, escaped: &escaped) else { return nil }
      kind = escaped ? .escapedString : .string
      return quote + 1
    }
    if start.pointee == 0x5B {
      kind = .array
      return readArray(start, key, depth: depth + 1)
    }
    guard start.pointee == 0x7B, let key else { return scanner.scanValue(start, kind: &kind, depth: depth) }
    if key.pointee.table < 0 { key.pointee.table = memory.learnTable() }
    if key.pointee.table < 0 { return scanner.scanValue(start, kind: &kind, depth: depth) }
    kind = .object
    return readObject(start, table: Int(key.pointee.table), depth: depth + 1)
  }

  /// Scans an array. Of its elements nothing is wanted by itself.
  private mutating func readArray(
    _ start: UnsafePointer<UInt8>, _ key: UnsafeMutablePointer<mr_json_key>?, depth: Int
  ) -> UnsafePointer<UInt8>? {
    if depth > scanner.maximumDepth { return scanner.fail(.tooDeep, start) }
    var p = scanner.skipSpace(start + 1)
    if p.pointee == 0x5D { return p + 1 }
    // Objects in it share the table of objects in its place, unless values are noted by that.
    let elements = key.flatMap { 0..<memory.wantedCount ~= Int($0.pointee.table) ? nil : $0 }
    var kind = JSONKind.null
    while true {
      guard let behind = readValue(p, elements, kind: &kind, depth: depth) else { return nil }
      p = scanner.skipSpace(behind)
      if p.pointee == 0x5D { return p + 1 }
      if p.pointee != 0x2C { return scanner.failUnlessEnd(.expectedCommaOrBracket, p) }
      p = scanner.skipSpace(p + 1)
    }
  }

  /// Finds the key whose quote is at `start`, and lets the one before foretell it. Returns where its value begins.
  @inline(never)
  private mutating func lookUp(
    _ start: UnsafePointer<UInt8>, lead: UnsafePointer<UInt8>, table: Int,
    previous: inout UnsafePointer<mr_json_key>, key: inout UnsafeMutablePointer<mr_json_key>?
  ) -> UnsafePointer<UInt8>? {
    key = nil
    let foretold = previous.pointee.next
    if foretold.pointee.lead_count > MR_JSON_LEAD && tables[table].hasLead(foretold, at: lead) {
      previous = foretold
      key = UnsafeMutablePointer(mutating: foretold)
      return scanner.skipSpace(lead + Int(foretold.pointee.lead_count))
    }
    if start.pointee != 0x22 { return scanner.failUnlessEnd(.expectedKey, start) }
    var escaped = false
    guard let quote = scanner.scanString(start + 1, escaped: &escaped) else { return nil }
    let colon = scanner.skipSpace(quote + 1)
    if colon.pointee != 0x3A { return scanner.failUnlessEnd(.expectedColon, colon) }
    let value = scanner.skipSpace(colon + 1)
    let length = quote - start - 1
    if escaped {
      let found = findEscaped(start + 1, length, table: table)
      if found >= 0 { key = tables[table].keys + found }
      return value
    }
    var found = tables[table].find(start + 1, length)
    if found < 0 { found = tables[table].learn(start + 1, length) }
    guard found >= 0 else { return value }
    tables[table].setLead(found, lead, value - lead)
    let known = tables[table].keys + found
    key = known
    let before = UnsafeMutablePointer(mutating: previous)
    if before.pointee.next != UnsafePointer(known) {
      before.pointee.other_next = before.pointee.next
      before.pointee.next = UnsafePointer(known)
    }
    previous = UnsafePointer(known)
    return value
  }

  private func findEscaped(_ key: UnsafePointer<UInt8>, _ length: Int, table: Int) -> Int {
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: length + JSONScanner.padding)
    defer { text.deallocate() }
    text.initialize(repeating: 0, count: length + JSONScanner.padding)
    return tables[table].find(text, JSONString.unescape(key, count: length, into: text))
  }
}
