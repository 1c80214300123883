internal import CMillraceSIMD

// Unsafe pointers here: slots and tables are read for each key.

/// Owns the slots and tables of a `PathReader`.
final class PathMemory {
  /// Tables for objects of which nothing is wanted; the keys of further ones are not learned.
  private static let learned = 16

  let slots: UnsafeMutablePointer<mr_json_slot>
  /// First that of the record, then those of wanted objects, then those that are learned.
  let tables: UnsafeMutablePointer<PathTable>
  /// Tables of objects with wanted keys, and of the record.
  let wantedCount: Int
  private var tableCount: Int
  let guesses = UnsafeMutablePointer<mr_json_guesses>.allocate(capacity: 1)
  private let commas = UnsafeMutablePointer<UInt16>.allocate(capacity: Int(MR_JSON_GUESSES))
  private let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  init(_ tree: PathTree) {
    guesses.initialize(to: mr_json_guesses(base: nothing, commas: commas, count: 0, next: 0))
    // None.
    mr_json_guess(nothing, -1, 0, guesses)
    slots = .allocate(capacity: tree.nodes.count)
    let parents = tree.nodes.indices.filter { $0 == PathTree.root || !tree.nodes[$0].children.isEmpty }
    wantedCount = parents.count
    tableCount = parents.count
    tables = .allocate(capacity: parents.count + Self.learned)
    let slot = mr_json_slot(start: nothing, end: nothing, record: 0, table: -1, kind: JSONKind.null.rawValue)
    slots.initialize(repeating: slot, count: tree.nodes.count)
    for (table, parent) in parents.enumerated() { slots[parent].table = Int32(table) }
    for (table, parent) in parents.enumerated() {
      let wanted = tree.nodes[parent].children.map { (key: $0.key, slot: Int32($0.node)) }
      (tables + table).initialize(to: PathTable(wanted: wanted))
      for key in 1..<wanted.count + 1 {
        tables[table].keys[key].table = slots[Int(tables[table].keys[key].slot)].table
      }
    }
  }

  /// A table for an object of which nothing is wanted; -1 where there are too many.
  func learnTable() -> Int32 {
    guard tableCount < wantedCount + Self.learned else { return -1 }
    (tables + tableCount).initialize(to: PathTable(wanted: []))
    tableCount += 1
    return Int32(tableCount - 1)
  }

  /// Forgets how keys were written.
  func resetLeads() {
    for table in 0..<tableCount { tables[table].resetLeads() }
  }

  deinit {
    for table in 0..<tableCount { tables[table].free() }
    slots.deallocate()
    guesses.deallocate()
    commas.deallocate()
    tables.deallocate()
    nothing.deallocate()
  }
}
