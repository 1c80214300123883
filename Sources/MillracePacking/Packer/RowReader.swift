internal import MillraceCSV
internal import MillraceJSON

// Unsafe pointers here: rows become JSON in a padded buffer.

/// Reads the rows of a CSV file as JSON objects.
final class RowReader {
  private var stream: CSVRecordStream
  private var text: CSVRowText?
  private var json: [UInt8] = []

  init(_ dialect: CSVDialect, maximumRecordBytes: Int) {
    stream = CSVRecordStream(dialect, maximumRecordBytes: maximumRecordBytes)
    stream.onHeader = { [unowned self] in text = CSVRowText($0, dialect) }
  }

  /// Takes the next bytes of the file, and hands out the records that end in them.
  ///
  /// - Throws: `CSVHeaderError` where the file has no usable header.
  func add(_ bytes: UnsafeRawBufferPointer, isLast: Bool, _ body: (CSVRecord) throws -> Void) throws {
    try stream.add(bytes, isLast: isLast, body)
  }

  /// A row as a JSON object, as `JSONScanner` demands it of a line.
  func withJSON(_ row: CSVRow, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    guard let text else { return }
    json.removeAll(keepingCapacity: true)
    text.appendJSON(row, to: &json)
    let count = json.count
    json += repeatElement(0x0A, count: JSONScanner.padding)
    json.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
  }
}
