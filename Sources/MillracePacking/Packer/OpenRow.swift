internal import MillraceCSV

// Unsafe pointers here: rows stand in the reader's buffer.

/// The row of a CSV file that is being packed.
struct OpenRow {
  var place: CSVPlace
  /// Its first byte, as it stands in the file.
  var start: UnsafePointer<UInt8>
  /// Behind its last byte, before the line's end.
  var end: UnsafePointer<UInt8>
}
