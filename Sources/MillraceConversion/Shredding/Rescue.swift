internal import MillraceParquet

/// A value that has no place in the columns, with the way to it.
struct Rescue {
  var row: UInt32
  /// The way to the value: `key`, `outer.inner`, `list[3].key`.
  var path: [UInt8]
  /// The value's text in the buffer, as it stands, quotes included.
  var value: ByteSpan
  /// Whether the way is a top-level key that no column has.
  var isUnknownColumn = false
}
