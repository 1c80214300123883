internal import MillraceConversion
internal import MillraceStorage

/// What came of an object: for counters, and for those who are told of it.
struct ObjectReport: Sendable {
  var output: OutputPlace
  /// How the output's name ends, without its compression.
  var format: String
  /// Records in the output; nil where the step does not count any.
  var rows: Int64?
  /// Records that went to quarantine, and where they are.
  var badRecords: Int64 = 0
  var badRecordsPlace: String?
  /// Records that the transforms have dropped.
  var droppedRecords: Int64 = 0
  /// The columns of the output, as far as it has any.
  var columns: [ColumnDefinition] = []
}

/// An output, and where it is.
struct OutputPlace: Sendable {
  /// The store's location.
  var store: String
  var key: ObjectKey
  var bytes: Int64

  var address: String { "\(store)/\(key.text)" }
}
