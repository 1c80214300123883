internal import MillraceCompression

/// Pieces that have arrived, for a reader that cannot wait: where there is none it is told so, and comes again.
final class ChunkInbox: ByteSource {
  /// Nothing has arrived that was not read yet.
  struct IsEmpty: Error {}

  /// Bytes that are given at a time.
  private static let pieceBytes = 256 << 10

  let name: String
  private var chunk: [UInt8] = []
  private var position = 0
  private var isFinished = false

  init(name: String) {
    self.name = name
  }

  /// Takes the next piece; nil at the end.
  func add(_ next: [UInt8]?) {
    chunk = next ?? []
    position = 0
    isFinished = next == nil
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    let count = min(buffer.count, chunk.count - position)
    if count == 0, !isFinished { throw IsEmpty() }
    buffer.copyBytes(from: chunk[position..<position + count])
    position += count
    return count
  }

  /// The next decompressed bytes of what reads from an inbox; nil at the end.
  static func piece(of source: InflatingSource) throws -> [UInt8]? {
    let piece = try [UInt8](unsafeUninitializedCapacity: pieceBytes) { buffer, count in
      count = try source.read(into: UnsafeMutableRawBufferPointer(buffer))
    }
    return piece.isEmpty ? nil : piece
  }
}
