package import MillraceCSV
package import MillraceJSON

/// How records stand in an input.
package enum InputFormat: String, Sendable, CaseIterable {
  /// One JSON object a line, ended by LF or CRLF. Blank lines and a byte-order mark are passed over.
  case ndjson
  /// One JSON array of objects, or JSON objects one after the other with any white space between them.
  case json
  /// Records by a `CSVDialect`, each file with a header of its own.
  case csv
}

/// Which columns the output has and how values become theirs.
package enum ColumnsMode: Sendable, Equatable {
  /// Every column is text: a JSON string's text, any other value's text as it stands in the input.
  case strings
  /// Types come from a sample of the inputs.
  case inferred
  /// The columns that a user has listed.
  case explicit([ColumnDefinition])
}

/// How pages are compressed.
package enum OutputCompression: String, Sendable, CaseIterable {
  case snappy, zstd, gzip, none
}

/// How many bad records an input may have. Beyond either limit the whole input is left out.
package struct BadRecordPolicy: Sendable, Equatable {
  /// Looked at once an input has been read to its end. Nil: no limit.
  package var maximumCount: Int?
  /// The share of bad records among all records of an input, from 0 to 1. Nil: no limit.
  package var maximumFraction: Double?

  package init(maximumCount: Int? = nil, maximumFraction: Double? = 0.5) {
    self.maximumCount = maximumCount
    self.maximumFraction = maximumFraction
  }

  /// Whether an input with so many good and bad records is beyond a limit.
  func rejects(rows: Int, badRecords: Int) -> Bool {
    if badRecords == 0 { return false }
    if let maximumCount, badRecords > maximumCount { return true }
    if let maximumFraction, Double(badRecords) > maximumFraction * Double(rows + badRecords) { return true }
    return false
  }
}

/// Everything that decides what a conversion writes, and the limits it keeps to.
package struct ConversionOptions: Sendable {
  package var format = InputFormat.ndjson
  /// What is done to each record before its values become those of columns.
  package var transform = RecordTransform([])
  /// How fields stand in records, where the format is CSV.
  package var csv = CSVDialect()
  package var columns = ColumnsMode.strings
  /// The fixed columns of a data set. Nil: they are found in the input (`strings`) or in a sample of it (`inferred`).
  package var schema: DatasetSchema?
  package var compression = OutputCompression.snappy
  /// Threads. The bytes of the result do not depend on their number.
  package var workers = 2
  /// Bytes of input that make a row group.
  package var rowGroupBytes = 64 << 20
  /// Longer records are bad records.
  package var maximumLineBytes = 64 << 20
  /// Objects and lists may nest this deep within a record.
  package var maximumDepth = 512
  /// Keys beyond so many distinct ones at the top level go to `_rescued`.
  package var maximumColumns = 20_000
  /// Bytes that a compressed input may inflate to. Nil: no limit but the ratio.
  package var maximumInflatedBytes: Int64?
  /// How many times its size a compressed input may inflate to.
  package var maximumInflationRatio = 1_000.0
  package var badRecords = BadRecordPolicy()
  /// Key-value pairs for the footer of the output.
  package var metadata: [(String, String)] = []

  package init() {}

  /// Whether values are text without a type of their own, as the fields of CSV are.
  var readsText: Bool { format == .csv && transform.isEmpty }
}
