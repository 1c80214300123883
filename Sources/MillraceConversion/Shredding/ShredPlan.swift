/// Where the values of records go: nodes, field tables and leaves, built from columns and read by `Shredder`.
///
/// Kept in raw memory, because it is read for each value; owned by one worker. Columns may join while records are shredded.
struct ShredPlan: ~Copyable {
  /// The table of the top-level keys.
  static let root = 0
  /// A leaf's way from the top: names, and lists whose index has to be filled in.
  enum PathPart: Equatable {
    case field(String)
    case element
  }

  private(set) var nodes: UnsafeMutablePointer<ShredNode>
  private var nodeCount = 0
  private var nodeCapacity = 64
  private(set) var tables: UnsafeMutablePointer<FieldTable>
  private var tableCount = 0
  private var tableCapacity = 8
  private(set) var leaves: UnsafeMutablePointer<LeafSpans>
  private(set) var leafCount = 0
  private var leafCapacity = 64
  private(set) var leafTypes: [LeafType] = []
  private(set) var leafPaths: [[PathPart]] = []
  /// The top-level columns, in the order in which they joined.
  private(set) var columns: [ColumnDefinition] = []

  /// - Parameter anyText: whether string columns take the text of every value.
  init(columns: [ColumnDefinition], anyText: Bool) {
    nodes = .allocate(capacity: nodeCapacity)
    tables = .allocate(capacity: tableCapacity)
    leaves = .allocate(capacity: leafCapacity)
    _ = addTable()
    for column in columns { addColumn(column, anyText: anyText) }
    linkPredictions(Self.root)
  }

  deinit {
    for i in 0..<tableCount { tables[i].free() }
    for i in 0..<leafCount { leaves[i].free() }
    nodes.deallocate()
    tables.deallocate()
    leaves.deallocate()
  }

  /// Adds a top-level column.
  mutating func addColumn(_ column: ColumnDefinition, anyText: Bool) {
    let node = addNode(column.type, definition: 0, repetition: 0, path: [.field(column.name)], anyText: anyText)
    var name = column.name
    _ = name.withUTF8 { key in
      withBase(of: key) { tables[Self.root].add($0, key.count, node: node) }
    }
    columns.append(column)
  }

  /// Adds a top-level text column under a key as it stands in the input; returns its field.
  mutating func addTextColumn(_ key: UnsafePointer<UInt8>, _ length: Int) -> Int {
    let name = String(decoding: UnsafeBufferPointer(start: key, count: length), as: UTF8.self)
    let node = addNode(.string, definition: 0, repetition: 0, path: [.field(name)], anyText: true)
    columns.append(ColumnDefinition(name: name, type: .string))
    return tables[Self.root].add(key, length, node: node)
  }

  /// Takes back the text columns from `count` on, which a record has brought that turned out to be bad.
  mutating func truncateTextColumns(to count: Int) {
    guard columns.count > count else { return }
    let removed = columns.count - count
    for leaf in leafCount - removed..<leafCount { leaves[leaf].free() }
    leafCount -= removed
    nodeCount -= removed
    leafTypes.removeLast(removed)
    leafPaths.removeLast(removed)
    columns.removeLast(removed)
    tables[Self.root].truncate(to: count)
  }

  private func withBase<Result>(
    of key: UnsafeBufferPointer<UInt8>, _ body: (UnsafePointer<UInt8>) -> Result
  ) -> Result {
    if let base = key.baseAddress { return body(base) }
    var nothing: UInt8 = 0
    return withUnsafePointer(to: &nothing) { body($0) }
  }

  private mutating func addNode(
    _ type: ColumnType, definition: UInt8, repetition: UInt8, path: [PathPart], anyText: Bool
  ) -> Int {
    if let leaf = LeafType(type, anyText: anyText) {
      return addLeaf(leaf, definition: definition + 1, repetition: repetition, path: path)
    }
    let index = reserveNode()
    let firstLeaf = Int32(leafCount)
    var node = ShredNode(
      kind: .list, accepts: 0, definitionLevel: definition + 1, repetitionLevel: repetition, firstLeaf: firstLeaf,
      endLeaf: firstLeaf)
    switch type {
    case .list(let element):
      node.repetitionLevel += 1
      node.child = Int32(
        addNode(
          element, definition: definition + 2, repetition: node.repetitionLevel, path: path + [.element],
          anyText: anyText))
    case .map(let value):
      node.kind = .map
      node.repetitionLevel += 1
      _ = addLeaf(.mapKey, definition: definition + 2, repetition: node.repetitionLevel, path: path + [.element])
      node.child = Int32(
        addNode(
          value, definition: definition + 2, repetition: node.repetitionLevel, path: path + [.element],
          anyText: anyText))
    case .structure(let fields):
      node.kind = .structure
      node.child = Int32(
        addStructure(fields, definition: definition + 1, repetition: repetition, path: path, anyText: anyText))
    default:
      break
    }
    node.endLeaf = Int32(leafCount)
    nodes[index] = node
    return index
  }

  private mutating func addStructure(
    _ fields: [ColumnDefinition], definition: UInt8, repetition: UInt8, path: [PathPart], anyText: Bool
  ) -> Int {
    let table = addTable()
    for field in fields {
      let child = addNode(
        field.type, definition: definition, repetition: repetition, path: path + [.field(field.name)],
        anyText: anyText)
      var name = field.name
      _ = name.withUTF8 { key in withBase(of: key) { tables[table].add($0, key.count, node: child) } }
    }
    linkPredictions(table)
    return table
  }

  private mutating func addLeaf(_ type: LeafType, definition: UInt8, repetition: UInt8, path: [PathPart]) -> Int {
    let index = reserveNode()
    nodes[index] = ShredNode(
      kind: .leaf, accepts: type.accepts, keepsQuotes: type == .json, definitionLevel: definition,
      repetitionLevel: repetition, firstLeaf: Int32(leafCount), endLeaf: Int32(leafCount + 1))
    if leafCount == leafCapacity { leaves = Self.grown(leaves, leafCount, &leafCapacity) }
    (leaves + leafCount).initialize(to: LeafSpans())
    leafCount += 1
    leafTypes.append(type)
    leafPaths.append(path)
    return index
  }

  private mutating func reserveNode() -> Int {
    if nodeCount == nodeCapacity { nodes = Self.grown(nodes, nodeCount, &nodeCapacity) }
    nodeCount += 1
    return nodeCount - 1
  }

  private mutating func addTable() -> Int {
    if tableCount == tableCapacity { tables = Self.grown(tables, tableCount, &tableCapacity) }
    (tables + tableCount).initialize(to: FieldTable())
    tableCount += 1
    return tableCount - 1
  }

  /// Expects fields in the order in which they were listed, until the input teaches otherwise.
  private func linkPredictions(_ table: Int) {
    let count = tables[table].count
    for i in 0..<count { tables[table].fields[i].next = Int32(i + 1 < count ? i + 1 : 0) }
  }

  private static func grown<Value: BitwiseCopyable>(
    _ old: UnsafeMutablePointer<Value>, _ count: Int, _ capacity: inout Int
  ) -> UnsafeMutablePointer<Value> {
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
    larger.update(from: old, count: count)
    old.deallocate()
    capacity *= 2
    return larger
  }

  /// Bytes of memory that values of a batch take.
  var memorySize: Int {
    var size = 0
    for i in 0..<leafCount { size += leaves[i].memorySize }
    return size
  }
}
