/// What a data page was found to hold, kept for the comparison with the page index.
struct PageRecord {
  /// Of the page header, in bytes from the start of the file.
  var offset: Int
  /// Bytes of the page in the file, header included.
  var storedSize: Int
  /// Within the row group.
  var firstRow: Int64
  var nulls: Int64
  /// The number of values that are there.
  var present: Int
  var range: ValueRange
}
