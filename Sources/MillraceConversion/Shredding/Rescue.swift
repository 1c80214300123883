internal import MillraceParquet

/// A value that has no place in the columns, with the way to it.
struct Rescue {
  var row: UInt32
  /// The way to the value, as `RescuePath` spells it.
  var path: [UInt8]
  /// The value's text in the buffer, as it stands, quotes included.
  var value: ByteSpan
  /// Whether the value is a text as such, which JSON is made of; otherwise it is JSON.
  var isText = false
  /// The top-level key that no column has, where the value is that key's.
  var unknownColumn: [UInt8]?
}
