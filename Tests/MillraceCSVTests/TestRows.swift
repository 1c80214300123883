import Foundation
import MillraceCSV

/// What a record stream makes of a file, copied.
struct TestRows {
  var names: [String] = []
  /// Each row's values; nil is null.
  var rows: [[String?]] = []
  var json: [String] = []
  var csv: [String] = []
  var places: [CSVPlace] = []
  var bad: [CSVBadRecord] = []
  var badPlaces: [CSVPlace] = []

  /// - Parameter piece: how many bytes are given at a time.
  static func read(
    _ bytes: [UInt8], _ dialect: CSVDialect = CSVDialect(), piece: Int = .max, maximumRecordBytes: Int = 1 << 20
  ) throws -> TestRows {
    var result = TestRows()
    var stream = CSVRecordStream(dialect, maximumRecordBytes: maximumRecordBytes)
    var records: [(TestRecord, CSVPlace)] = []
    var start = 0
    repeat {
      let end = start + min(piece, bytes.count - start)
      try bytes[start..<end].withUnsafeBytes { piece in
        try stream.add(piece, isLast: end == bytes.count) { records.append(TestRecord.copy($0, dialect)) }
      }
      start = end
    } while start < bytes.count
    result.names = stream.header?.names.map { String(decoding: $0, as: UTF8.self) } ?? []
    let text = stream.header.map { CSVRowText($0, dialect) }
    for (record, place) in records { result.append(record, place, text, dialect) }
    return result
  }

  static func read(_ text: String, _ dialect: CSVDialect = CSVDialect(), piece: Int = .max) throws -> TestRows {
    try read(Array(text.utf8), dialect, piece: piece)
  }

  private mutating func append(_ record: TestRecord, _ place: CSVPlace, _ text: CSVRowText?, _ dialect: CSVDialect) {
    switch record {
    case .bad(let record):
      bad.append(record)
      badPlaces.append(place)
    case .row(let bytes):
      places.append(place)
      // The record once more, as one of a file without a header.
      var alone = dialect
      alone.header = .none
      alone.encoding = .utf8
      var stream = CSVRecordStream(alone)
      try? (bytes + [0x0A]).withUnsafeBytes { bytes in
        try stream.add(bytes, isLast: true) { again in
          guard case .row(let row, _) = again else { return }
          rows.append((0..<row.count).map { Self.value(row.field($0), row, dialect) })
          var line: [UInt8] = []
          text?.appendJSON(row, to: &line)
          json.append(String(decoding: line, as: UTF8.self))
          line = []
          text?.appendCSV(row, to: &line)
          csv.append(String(decoding: line, as: UTF8.self))
        }
      }
    }
  }

  private static func value(_ field: CSVField, _ row: CSVRow, _ dialect: CSVDialect) -> String? {
    field.isNull ? nil : String(decoding: CSVText.bytes(of: field, row.base, dialect), as: UTF8.self)
  }

  /// The rows as objects of text.
  var objects: [[String: String]] {
    json.map { (try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String]) ?? [:] }
  }
}

enum TestRecord {
  case row([UInt8])
  case bad(CSVBadRecord)

  static func copy(_ record: CSVRecord, _ dialect: CSVDialect) -> (TestRecord, CSVPlace) {
    switch record {
    case .bad(let record, let place): (.bad(record), place)
    case .row(let row, let place):
      (.row(Array(UnsafeBufferPointer(start: row.base + row.start, count: row.textEnd - row.start))), place)
    }
  }
}
