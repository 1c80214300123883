internal import MillraceConversion

/// A stretch of one object that is downloaded in one piece.
struct ReadAheadChunk {
  enum State {
    /// Not asked for, or read and forgotten.
    case idle
    /// Asked for, or on its way.
    case fetching
    /// Here.
    case ready([UInt8])
    case failed(InputFailure)
  }

  /// Index of the input.
  let input: Int
  let range: Range<Int64>
  var state = State.idle
  /// Bytes that have been read for good.
  var consumed = 0

  var count: Int { range.count }
}
