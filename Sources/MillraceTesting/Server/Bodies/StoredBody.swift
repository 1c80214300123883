internal import NIOCore

/// Bytes that are kept: an object, a part, an answer. Copies share them.
struct StoredBody: Sendable {
  private(set) var pieces: [BodyPiece]
  private(set) var count: Int

  static let empty = StoredBody()

  init() {
    pieces = []
    count = 0
  }

  init(_ buffer: ByteBuffer) {
    pieces = buffer.readableBytes > 0 ? [.memory(buffer)] : []
    count = buffer.readableBytes
  }

  init(_ extent: SpoolExtent) {
    pieces = [.spooled(extent, offset: 0, count: extent.count)]
    count = extent.count
  }

  mutating func append(_ other: StoredBody) {
    pieces += other.pieces
    count += other.count
  }

  /// Part of the bytes. What lies beyond the end is left out.
  func slice(_ range: Range<Int>) -> StoredBody {
    var result = StoredBody()
    var start = 0
    for piece in pieces {
      let wanted = range.clamped(to: start..<start + piece.count)
      if !wanted.isEmpty {
        result.pieces.append(piece.slice(wanted.lowerBound - start..<wanted.upperBound - start))
        result.count += wanted.count
      }
      start += piece.count
    }
    return result
  }

  func prefix(_ limit: Int) -> StoredBody { limit >= count ? self : slice(0..<limit) }

  /// Bytes that are in memory and not in the spool.
  var memoryCount: Int {
    pieces.reduce(0) { sum, piece in
      if case .memory(let buffer) = piece { sum + buffer.readableBytes } else { sum }
    }
  }

  /// All bytes, in memory. For small bodies: forms, JSON, XML.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    forEachChunk { bytes += $0 }
    return bytes
  }

  /// Calls with the bytes in order, at most a megabyte at a time where they lie in a file.
  func forEachChunk(_ body: (UnsafeRawBufferPointer) -> Void) {
    for piece in pieces { piece.forEachChunk(body) }
  }
}
