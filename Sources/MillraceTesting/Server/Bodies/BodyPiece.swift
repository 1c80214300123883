internal import NIOCore

/// Consecutive bytes of a body, in memory or in the spool.
enum BodyPiece: Sendable {
  case memory(ByteBuffer)
  case spooled(SpoolExtent, offset: Int, count: Int)

  var count: Int {
    switch self {
    case .memory(let buffer): buffer.readableBytes
    case .spooled(_, _, let count): count
    }
  }

  /// - Parameter range: within the piece.
  func slice(_ range: Range<Int>) -> BodyPiece {
    switch self {
    case .memory(let buffer):
      .memory(buffer.getSlice(at: buffer.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer())
    case .spooled(let extent, let offset, _):
      .spooled(extent, offset: offset + range.lowerBound, count: range.count)
    }
  }

  /// For a socket: the buffer, or a region of the file; nil if the file cannot be opened once more.
  var data: IOData? {
    switch self {
    case .memory(let buffer): .byteBuffer(buffer)
    case .spooled(let extent, let offset, let count): extent.region(offset: offset, count: count).map(IOData.fileRegion)
    }
  }

  func forEachChunk(_ body: (UnsafeRawBufferPointer) -> Void) {
    switch self {
    case .memory(let buffer): buffer.withUnsafeReadableBytes(body)
    case .spooled(let extent, let offset, let count): extent.forEachChunk(offset: offset, count: count, body)
    }
  }
}
