internal import MillraceCSV
internal import MillraceCompression

/// Inflates an input piece by piece and cuts what comes out between records.
final class InflatingStream {
  private let source: any ByteSource
  /// What came behind the last line feed of the chunk before.
  private var rest: [UInt8] = []
  /// Where the next chunk begins, in inflated bytes.
  private(set) var offset: Int64 = 0

  private let maximumLineBytes: Int
  /// Finds the ends of CSV records; nil where lines are records.
  private var csv: CSVPieceCutter?

  /// What the input begins with, where it is CSV, once a chunk has been read.
  var beginning: CSVBeginning? { csv?.beginning }

  /// - Parameter csv: the dialect, where the input is CSV.
  init(_ source: any ByteSource, maximumLineBytes: Int, csv: CSVDialect? = nil) {
    self.source = source
    self.maximumLineBytes = maximumLineBytes
    self.csv = csv.map { CSVPieceCutter($0) }
  }

  /// At least `room` bytes, up to and with the end of a record, or all that is left.
  func nextChunk(room: Int) throws -> (chunk: InflatedChunk, isLast: Bool) {
    let chunk = InflatedChunk(name: source.name)
    var count = rest.count
    chunk.append(rest)
    rest = []
    while true {
      var (piece, cut) = try nextPiece()
      if piece.isEmpty {
        offset += Int64(count)
        return (chunk, true)
      }
      if csv == nil { cut = count + piece.count >= room ? piece.lastIndex(of: 0x0A).map { $0 + 1 } : nil }
      if count + piece.count >= room, let cut {
        rest = Array(piece[cut...])
        piece.removeSubrange(cut...)
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
      message:
        "\(source.name): no end of a record in \(maximumLineBytes) bytes from byte \(offset) of its inflated content; "
        + "raise the line limit if such records are meant to be",
      isRetryable: false)
  }

  /// A full piece, or what is left, and where in it the last CSV record ends.
  private func nextPiece() throws -> (piece: [UInt8], recordEnd: Int?) {
    var recordEnd: Int?
    let capacity = InflatedChunk.pieceSize + CSVScanner.padding
    let piece = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
      filled = csv?.takeHeldByte(into: buffer) ?? 0
      while filled < InflatedChunk.pieceSize {
        let room = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[filled..<InflatedChunk.pieceSize])
        let count = try source.read(into: room)
        if count == 0 { break }
        filled += count
      }
      recordEnd = try csv?.cut(buffer, &filled, isLast: filled < InflatedChunk.pieceSize)
    }
    return (piece, recordEnd)
  }
}
