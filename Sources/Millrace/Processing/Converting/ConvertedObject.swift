internal import MillraceConversion

/// What the conversion of an object gave.
struct ConvertedObject: Sendable {
  var rows = 0
  var badRecords = 0
  /// Records that the transforms have dropped.
  var droppedRecords = 0
  /// Of the output, the one for what does not fit left out; empty where lines of JSON have none.
  var columns: [ColumnDefinition] = []
  /// As stored.
  var bytes: Int64 = 0
}
