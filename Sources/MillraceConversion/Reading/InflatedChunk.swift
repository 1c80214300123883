internal import MillraceCompression

/// Inflated bytes in pieces, each of which is given up as soon as it has been read.
final class InflatedChunk: ByteSource {
  /// Bytes a piece.
  static let pieceSize = 1 << 20

  let name: String
  private var pieces: [[UInt8]] = []
  private var next = 0
  private var position = 0

  init(name: String) { self.name = name }

  func append(_ piece: [UInt8]) {
    if !piece.isEmpty { pieces.append(piece) }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard next < pieces.count else { return 0 }
    let count = min(buffer.count, pieces[next].count - position)
    pieces[next].withUnsafeBytes { piece in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: piece[position..<position + count]))
    }
    position += count
    if position == pieces[next].count {
      pieces[next] = []
      next += 1
      position = 0
    }
    return count
  }
}
