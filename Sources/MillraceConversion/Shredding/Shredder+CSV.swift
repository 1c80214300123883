internal import MillraceCSV
internal import MillraceJSON
internal import MillraceParquet

/// Fields of CSV, which go into their columns without a detour by JSON: column by column, since a window of records fits a core's level-1 cache.
extension Shredder {
  /// Shreds the good records of a window. They are known to be UTF-8; fields with doubled quotes are unescaped where they stand.
  mutating func shred(_ window: borrowing CSVWindow, _ columns: CSVColumns, _ dialect: CSVDialect) {
    var widest = 0
    for i in 0..<window.count { widest = max(widest, window.rows[i].count) }
    for position in 0..<widest {
      let leaf = position < columns.leaves.count ? columns.leaves[position] : -1
      if leaf < 0 {
        rescue(position, of: window, columns, dialect)
      } else if plan.leafTypes[leaf] == .json {
        shredJSON(position, of: window, leaf: leaf, columns, dialect)
      } else {
        shred(position, of: window, leaf: leaf, dialect)
      }
    }
    row += UInt32(window.count)
  }

  private mutating func shred(_ position: Int, of window: borrowing CSVWindow, leaf: Int, _ dialect: CSVDialect) {
    var values = plan.leaves[leaf]
    values.reserve(window.count)
    let rows = window.rows
    for i in 0..<window.count where position < rows[i].count {
      let field = rows[i].field(position)
      if !field.isNull { values.appendReserved(text(of: field, dialect), tag(i)) }
    }
    if values.count > 0 { values.note(.string) }
    plan.leaves[leaf] = values
  }

  private func tag(_ i: Int) -> ValueTag {
    ValueTag(
      row: row + UInt32(truncatingIfNeeded: i), kind: JSONKind.string.rawValue, definitionLevel: 1, repetitionLevel: 0,
      isPresent: true)
  }

  /// Where the text of a field is, which is unescaped first if need be. The record has been found good: nobody needs its bytes again.
  @inline(__always)
  private func text(of field: CSVField, _ dialect: CSVDialect) -> ByteSpan {
    var length = field.count
    if field.hasEscapes {
      let bytes = UnsafeMutablePointer(mutating: base) + field.start
      length = CSVText.unescape(bytes, count: field.count, dialect, into: bytes)
    }
    return ByteSpan(offset: UInt32(truncatingIfNeeded: field.start), length: UInt32(truncatingIfNeeded: length))
  }

  /// A column of JSON takes only fields that are JSON, as they stand.
  private mutating func shredJSON(
    _ position: Int, of window: borrowing CSVWindow, leaf: Int, _ columns: CSVColumns, _ dialect: CSVDialect
  ) {
    for i in 0..<window.count where position < window.rows[i].count {
      let field = window.rows[i].field(position)
      if field.isNull { continue }
      let span = text(of: field, dialect)
      if isJSON(span) {
        plan.leaves[leaf].append(span, tag(i))
      } else {
        rescue(span, position, row: row + UInt32(i), columns, isUnknown: false)
      }
    }
  }

  private func isJSON(_ span: ByteSpan) -> Bool {
    let count = Int(span.length)
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + JSONScanner.padding) { copy in
      guard let start = copy.baseAddress else { return false }
      start.initialize(from: base + Int(span.offset), count: count)
      (start + count).initialize(repeating: 0, count: JSONScanner.padding)
      var scanner = JSONScanner(allowsNewlines: true, maximumDepth: maximumDepth)
      var kind = JSONKind.null
      let first = scanner.skipSpace(start)
      guard let end = scanner.scanValue(first, kind: &kind) else { return false }
      return scanner.skipSpace(end) == UnsafePointer(start) + count
    }
  }

  private mutating func rescue(
    _ position: Int, of window: borrowing CSVWindow, _ columns: CSVColumns, _ dialect: CSVDialect
  ) {
    for i in 0..<window.count where position < window.rows[i].count {
      let field = window.rows[i].field(position)
      if field.isNull { continue }
      rescue(text(of: field, dialect), position, row: row + UInt32(i), columns, isUnknown: true)
    }
  }

  private mutating func rescue(
    _ span: ByteSpan, _ position: Int, row: UInt32, _ columns: CSVColumns, isUnknown: Bool
  ) {
    let name = columns.header.name(at: position)
    var path: [UInt8] = []
    RescuePath.append(key: name, to: &path)
    // A field behind the last column has no name that later files could share.
    let isColumn = isUnknown && position < columns.header.names.count
    rescues.append(Rescue(row: row, path: path, value: span, isText: true, unknownColumn: isColumn ? name : nil))
  }
}
