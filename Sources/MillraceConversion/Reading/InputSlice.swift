internal import MillraceCSV

/// A stretch of the inputs that one worker turns into row groups on its own.
struct InputSlice {
  /// Position among all slices, in the order of the input.
  var index: Int
  var segments: [InputSegment]
}

/// A stretch of one input that begins and ends between records.
struct InputSegment {
  /// Where its bytes come from.
  enum Origin {
    /// Bytes of an uncompressed input.
    case range(length: Int64)
    /// The input from first to last byte, whatever its compression.
    case whole
    /// Bytes that have been inflated already.
    case inflated(InflatedChunk)
  }

  /// Index of the input.
  var input: Int
  var file: ConversionInput
  var origin: Origin
  /// Where the segment begins in the (inflated) input, in bytes.
  var offset: Int64
  /// Whether the input ends with it.
  var isLast: Bool
  /// What the input begins with, where it is CSV; nil where that is for the worker to read, from the segment's first bytes.
  var beginning: CSVBeginning?

  var name: String { file.name }
}
