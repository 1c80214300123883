internal import MillraceConversion

/// What the conversion of an object gave.
struct ConvertedObject: Sendable {
  var rows: Int64
  var badRecords: Int64
  /// Of the output, the one for what does not fit left out.
  var columns: [ColumnDefinition]
  var bytes: Int64
}
