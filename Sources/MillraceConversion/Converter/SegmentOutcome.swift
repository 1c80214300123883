internal import MillraceParquet

/// What became of a segment of an input.
struct SegmentOutcome {
  var input: Int
  var rows = 0
  var lines = 0
  var bytes: Int64 = 0
  var duplicateKeys = 0
  /// Records that a condition of the transforms has dropped.
  var droppedRecords = 0
  /// Lines count from the beginning of the segment.
  var badRecords: [BadRecord] = []
  var failure: InputFailure?
  /// Whether the input ends with it.
  var isLast: Bool
}

/// What a worker hands over at a time: at most one row group.
struct SlicePart {
  var slice: Int
  var rowGroup: EncodedRowGroup?
  /// Columns that are known even though there is no row.
  var fields: [SchemaNode] = []
  var outcomes: [SegmentOutcome] = []
  var rescuedValues = 0
  /// Keys without a column, as the fields of an object.
  var unknownColumns = TypeObservation()
  /// Whether the slice ends with it.
  var isLast: Bool
}
