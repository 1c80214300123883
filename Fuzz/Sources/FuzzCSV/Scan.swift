import MillraceCSV

/// What the scanner makes of a text.
struct Scan {
  var records: [ReferenceReader.Record] = []
  var openRecord: Int?
  var lines = 0

  static let zeros = [UInt8](repeating: 0, count: CSVScanner.padding)

  /// - Parameter stops: where the scan is interrupted.
  init(_ text: [UInt8], _ dialect: CSVDialect, in buffer: GuardedBuffer, stops: [Int]) {
    let base = buffer.place(text, followedBy: Self.zeros)
    var scanner = CSVScanner(dialect)
    scanner.restart(at: 0)
    for stop in stops.sorted() + [text.count] where stop > scanner.position {
      scanner.scan(base, upTo: stop)
      while let row = scanner.next(base) {
        if row.isBlank { continue }
        var record = ReferenceReader.Record(isBad: row.isBad, end: row.end + 1)
        if !row.isBad {
          record.fields = (0..<row.count).map {
            let field = row.field($0)
            return .init(text: CSVText.bytes(of: field, base, dialect), isQuoted: field.isQuoted)
          }
        }
        records.append(record)
      }
    }
    openRecord = scanner.openRecord < text.count ? scanner.openRecord : nil
    lines = scanner.lines
  }

  /// Where the last record ends by the cutter, which is given the text in stretches.
  static func lastEnd(_ text: [UInt8], _ dialect: CSVDialect, in buffer: GuardedBuffer, stops: [Int]) -> Int {
    let base = buffer.place(text, followedBy: zeros)
    var cutter = CSVCutter(dialect)
    var from = 0
    var last = 0
    for stop in stops.sorted() + [text.count] where stop > from {
      let end = cutter.lastRecordEnd(base + from, count: stop - from)
      if end > 0 { last = from + end }
      from = stop
    }
    return last
  }
}
