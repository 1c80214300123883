internal import MillraceCSV

/// The good records of a window, on their way into columns, and the scanner that finds them.
///
/// Kept in raw memory, because it is read for each value.
struct CSVWindow: ~Copyable {
  var scanner: CSVScanner
  private(set) var rows: UnsafeMutablePointer<CSVRow>
  private(set) var count = 0
  private var capacity = 512

  init(_ dialect: CSVDialect) {
    scanner = CSVScanner(dialect)
    rows = .allocate(capacity: capacity)
  }

  deinit { rows.deallocate() }

  mutating func append(_ row: CSVRow) {
    if count == capacity { grow() }
    rows[count] = row
    count += 1
  }

  /// The next record that needs a closer look, bad ones in any case; takes those before it that need none. Blank lines are passed over.
  mutating func nextRow(_ base: UnsafePointer<UInt8>, givesAll: Bool) -> CSVRow? {
    while let row = scanner.next(base) {
      if row.isBlank { continue }
      if givesAll || row.isBad { return row }
      append(row)
    }
    return nil
  }

  mutating func removeAll() { count = 0 }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<CSVRow>.allocate(capacity: capacity * 2)
    larger.update(from: rows, count: count)
    rows.deallocate()
    rows = larger
    capacity *= 2
  }
}
