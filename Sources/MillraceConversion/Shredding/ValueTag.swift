internal import MillraceJSON

/// What goes with a value's place in the buffer: its row within the batch, its kind, and its levels.
struct ValueTag: BitwiseCopyable {
  var row: UInt32
  var kind: JSONKind.RawValue
  /// The leaf's own maximum where there is a value; less where the leaf or something above it is null or empty.
  var definitionLevel: UInt8
  var repetitionLevel: UInt8
  /// Whether the bytes are a value; false where only the levels count.
  var isPresent: Bool
}
