// Unsafe pointers here: slots and tables are read for each key.

/// Owns the slots and tables of a `PathReader`.
final class PathMemory {
  let slots: UnsafeMutablePointer<PathSlot>
  let tables: UnsafeMutablePointer<PathTable>
  private let tableCount: Int
  private let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  init(_ tree: PathTree) {
    slots = .allocate(capacity: tree.nodes.count)
    let parents = tree.nodes.indices.filter { !tree.nodes[$0].children.isEmpty }
    tableCount = parents.count
    tables = .allocate(capacity: max(tableCount, 1))
    let value = ByteValue(kind: .null, start: nothing, end: nothing)
    slots.initialize(repeating: PathSlot(value: value), count: tree.nodes.count)
    for (table, parent) in parents.enumerated() {
      slots[parent].table = Int32(table)
      let wanted = tree.nodes[parent].children.map { (key: $0.key, slot: Int32($0.node)) }
      (tables + table).initialize(to: PathTable(wanted: wanted))
    }
  }

  deinit {
    for table in 0..<tableCount { tables[table].free() }
    slots.deallocate()
    tables.deallocate()
    nothing.deallocate()
  }
}
