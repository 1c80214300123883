internal import MillraceConversion
internal import MillraceStorage

/// What a conversion gave.
struct ConvertedManifest: Sendable {
  /// In the order of the manifest's inputs.
  var inputs: [InputCounts]
  var outputBytes: Int64
  /// Columns that are not in the schema; their values went to the rescue column.
  var newColumns: [ColumnDefinition]
  /// Values that did not fit their column.
  var rescuedValues: Int64
  /// Keys that stood twice in one object; the last one counted.
  var duplicateKeys: Int64

  var rows: Int64 { inputs.reduce(0) { $0 + $1.rows } }
  var badRecords: Int64 { inputs.reduce(0) { $0 + $1.badRecords } }
}
