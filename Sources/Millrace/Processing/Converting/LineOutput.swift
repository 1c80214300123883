internal import MillraceCompression
internal import MillraceStorage

/// Lines of an output that is text: compressed and written in pieces. Blocks as the object does.
final class LineOutput {
  private static let pieceBytes = 1 << 20

  private let sink: DeflatingSink
  private var piece: [UInt8] = []

  /// - Throws: `CompressionError` where there is no memory for compressing.
  init(_ object: any StagedObject, compression: CompressionFormat) throws {
    sink = try DeflatingSink(format: compression) { try object.write($0) }
  }

  /// Adds lines without the last one's end.
  func add(_ lines: [UInt8]) throws {
    try add { $0 += lines }
  }

  /// Adds what `line` appends, as a line.
  func add(_ line: (inout [UInt8]) -> Void) throws {
    line(&piece)
    piece.append(UInt8(ascii: "\n"))
    if piece.count >= Self.pieceBytes { try flush() }
  }

  private func flush() throws {
    try piece.withUnsafeBytes { try sink.write($0) }
    piece.removeAll(keepingCapacity: true)
  }

  /// Writes what is left. Returns how many bytes there are in all, as stored.
  func finish() throws -> Int64 {
    try flush()
    try sink.finish()
    return sink.compressedBytes
  }
}
