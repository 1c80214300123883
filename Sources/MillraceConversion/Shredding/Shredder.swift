internal import CMillraceSIMD
internal import MillraceJSON
internal import MillraceParquet

/// Takes records apart: notes for each leaf column where in the buffer its values lie.
///
/// Nothing is copied or converted here, so that a record that turns out to be bad half-way leaves no trace. Records of one
/// stream resemble each other: the next key is predicted and compared with the bytes, and looked up only
/// where that fails. One of the few places with unsafe code: pointers go into a buffer that the caller keeps
/// until the batch is encoded, padded as `JSONScanner` demands.
struct Shredder: ~Copyable {
  var plan: ShredPlan
  var scanner: JSONScanner
  /// The start of the buffer: all spans count from here.
  var base: UnsafePointer<UInt8>
  /// The row that is being shredded, within the batch.
  var row: UInt32 = 0
  var rescues: [Rescue] = []
  /// Keys that came again in one object, whose earlier values were passed over.
  var duplicateKeys = 0
  /// Where in the record the shredder is: a field or an element for each open object and list.
  let frames: UnsafeMutablePointer<PathFrame>
  var frameCount = 0
  /// Positions of keys that come again later in their object, for the record that is shredded once more.
  var superseded: Set<Int>?
  private var stamp: UInt64 = 0
  /// Whether a record has been given up because a key came again.
  var foundDuplicate = false
  let joinsColumns: Bool
  /// Where records may be arrays: the names of their columns.
  let arrayHeader: ArrayHeader?
  let maximumColumns: Int
  let maximumDepth: Int

  /// One step of the way to a value.
  struct PathFrame: BitwiseCopyable {
    /// The field table of an object, or -1 in a list or map.
    var table: Int32
    /// The field in the table, or the number of the element.
    var index: Int32
  }

  /// - Parameters:
  ///   - joinsColumns: whether unknown top-level keys become text columns; otherwise their values are rescued.
  ///   - allowsNewlines: whether records may span lines.
  ///   - arrayHeader: the names of columns where records may be arrays.
  init(
    columns: [ColumnDefinition], anyText: Bool, joinsColumns: Bool, maximumColumns: Int, maximumDepth: Int,
    allowsNewlines: Bool, arrayHeader: ArrayHeader? = nil
  ) {
    plan = ShredPlan(columns: columns, anyText: anyText)
    scanner = JSONScanner(allowsNewlines: allowsNewlines, maximumDepth: maximumDepth)
    self.joinsColumns = joinsColumns
    self.arrayHeader = arrayHeader
    self.maximumColumns = maximumColumns
    self.maximumDepth = min(maximumDepth, JSONScanner.deepest)
    frames = .allocate(capacity: self.maximumDepth + 8)
    base = UnsafePointer(UnsafeRawPointer(frames).assumingMemoryBound(to: UInt8.self))
  }

  deinit { frames.deallocate() }

  /// Shreds the record at `start` into the current row and moves on to the next row. Returns the pointer behind the
  /// record (on the line feed that ends it, if lines are records), or nil after having taken the row back;
  /// `scanner.failure` then tells why.
  mutating func shredRecord(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    let rescueCount = rescues.count
    let columnCount = plan.columns.count
    if let end = attempt(start) {
      row += 1
      return end
    }
    takeBack(rescues: rescueCount, columns: columnCount)
    guard foundDuplicate else { return nil }
    foundDuplicate = false
    superseded = []
    let duplicatesBefore = duplicateKeys
    defer { superseded = nil }
    guard let end = attempt(start) else {
      takeBack(rescues: rescueCount, columns: columnCount)
      duplicateKeys = duplicatesBefore
      return nil
    }
    row += 1
    return end
  }

  private mutating func attempt(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    frameCount = 0
    let behind: UnsafePointer<UInt8>?
    if start.pointee == 0x7B {
      behind = shredObject(start, table: ShredPlan.root, definition: 0, repetition: 0)
    } else if start.pointee == 0x5B, let arrayHeader {
      behind = shredArrayRecord(start, arrayHeader)
    } else {
      return failNoObject(start)
    }
    guard let end = behind else { return nil }
    if scanner.allowsNewlines { return end }
    let lineEnd = scanner.skipSpace(end)
    return lineEnd.pointee == 0x0A ? lineEnd : scanner.fail(.trailingBytes, lineEnd)
  }

  /// Tells a value that is no object from what is no JSON at all.
  private mutating func failNoObject(_ start: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
    var kind = JSONKind.null
    guard scanner.scanValue(start, kind: &kind) != nil else { return nil }
    return scanner.fail(.expectedObject, start)
  }

  private mutating func takeBack(rescues rescueCount: Int, columns columnCount: Int) {
    for leaf in 0..<plan.leafCount { plan.leaves[leaf].drop(row: row) }
    rescues.removeLast(rescues.count - rescueCount)
    if joinsColumns { plan.truncateTextColumns(to: columnCount) }
  }

  /// Forgets the batch; its values have been encoded.
  mutating func startBatch() {
    for leaf in 0..<plan.leafCount where plan.leaves[leaf].count > 0 || plan.leaves[leaf].kinds != 0 {
      plan.leaves[leaf].removeAll()
    }
    rescues.removeAll(keepingCapacity: true)
    row = 0
  }

  @inline(__always)
  mutating func nextStamp() -> UInt64 {
    stamp += 1
    return stamp
  }

  @inline(__always)
  func span(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> ByteSpan {
    ByteSpan(offset: UInt32(truncatingIfNeeded: start - base), length: UInt32(truncatingIfNeeded: end - start))
  }
}
