internal import MillraceCSV
internal import MillraceJSON

// Unsafe pointers here: transforms read padded buffers.

/// A row of CSV as a line of JSON, in a buffer as `JSONScanner` wants it, which is used again for the next row.
struct CSVRowLines {
  let columnCount: Int
  private let text: CSVRowText
  private var line: [UInt8] = []

  init(_ header: CSVHeader, _ dialect: CSVDialect) {
    columnCount = header.names.count
    text = CSVRowText(header, dialect)
  }

  /// Takes a row with at most as many fields as there are columns.
  mutating func set(_ row: CSVRow) {
    line.removeAll(keepingCapacity: true)
    text.appendJSON(row, to: &line)
    line.append(0x0A)
    for _ in 0..<JSONScanner.padding { line.append(0) }
  }

  /// Calls `body` with the line, which ends with a line feed.
  func withLine<Result>(_ body: (UnsafePointer<UInt8>) -> Result) -> Result? {
    line.withUnsafeBufferPointer { $0.baseAddress.map(body) }
  }
}
