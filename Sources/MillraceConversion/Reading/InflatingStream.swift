internal import MillraceCompression

/// Inflates an input piece by piece and cuts what comes out at line feeds.
final class InflatingStream {
  private let source: InflatingSource
  /// What came behind the last line feed of the chunk before.
  private var rest: [UInt8] = []
  /// Where the next chunk begins, in inflated bytes.
  private(set) var offset: Int64 = 0

  private let maximumLineBytes: Int

  init(_ source: InflatingSource, maximumLineBytes: Int) {
    self.source = source
    self.maximumLineBytes = maximumLineBytes
  }

  /// At least `room` bytes, up to and with a line feed, or all that is left.
  func nextChunk(room: Int) throws -> (chunk: InflatedChunk, isLast: Bool) {
    let chunk = InflatedChunk(name: source.name)
    var count = rest.count
    chunk.append(rest)
    rest = []
    while true {
      var piece = try nextPiece()
      if piece.isEmpty {
        offset += Int64(count)
        return (chunk, true)
      }
      if count + piece.count >= room, let newline = piece.lastIndex(of: 0x0A) {
        rest = Array(piece[(newline + 1)...])
        piece.removeSubrange((newline + 1)...)
        count += piece.count
        chunk.append(piece)
        offset += Int64(count)
        return (chunk, false)
      }
      count += piece.count
      chunk.append(piece)
      if count > room + maximumLineBytes { throw lineTooLong() }
    }
  }

  private func lineTooLong() -> InputFailure {
    InputFailure(
      code: .tooLarge,
      message: "\(source.name): no line feed in \(maximumLineBytes) bytes from byte \(offset) of its inflated content; "
        + "raise the line limit if such lines are meant to be",
      isRetryable: false)
  }

  /// A full piece, or what is left.
  private func nextPiece() throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: InflatedChunk.pieceSize) { buffer, filled in
      while filled < buffer.count {
        let room = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
        let count = try source.read(into: room)
        if count == 0 { break }
        filled += count
      }
    }
  }
}
