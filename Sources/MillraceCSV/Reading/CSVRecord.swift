/// A record of a CSV file, or what stands where one should be. Valid only within the call that hands it out.
package enum CSVRecord {
  case row(CSVRow, CSVPlace)
  case bad(CSVBadRecord, CSVPlace)
}

/// Where a record begins.
package struct CSVPlace: Sendable, Equatable {
  /// Among the records of data, bad ones counted, from 0.
  package var ordinal: Int
  /// From 1; line ends within quotes count.
  package var line: Int
  /// In the file, or in its text as UTF-8 where it is in another encoding.
  package var byteOffset: Int64

  package init(ordinal: Int, line: Int, byteOffset: Int64) {
    self.ordinal = ordinal
    self.line = line
    self.byteOffset = byteOffset
  }
}

/// A record that cannot be read.
package struct CSVBadRecord: Sendable, Equatable {
  /// Longer records are cut to this many bytes.
  package static let maximumBytes = 1 << 20

  package var problem: CSVProblem
  /// Where in the record it shows.
  package var errorOffset: Int
  /// The record without its line end.
  package var bytes: [UInt8]
  package var isCut: Bool
}
