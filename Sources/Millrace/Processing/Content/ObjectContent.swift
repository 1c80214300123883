internal import MillraceCompression

/// The bytes of an object, decompressed, in pieces as they arrive. It can be gone through once.
///
/// Not more than a part of the object is in memory, whatever its size: reading slowly slows the download down.
public struct ObjectContent: AsyncSequence, Sendable {
  /// A piece, never empty.
  public typealias Element = [UInt8]

  private let channel: ChunkChannel
  private let name: String
  private let limits: InflationLimits

  init(_ channel: ChunkChannel, name: String, limits: InflationLimits) {
    self.channel = channel
    self.name = name
    self.limits = limits
  }

  /// Goes through the pieces.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let channel: ChunkChannel
    private let inbox: ChunkInbox
    private let source: InflatingSource

    fileprivate init(_ content: ObjectContent) {
      channel = content.channel
      inbox = ChunkInbox(name: content.name)
      source = InflatingSource(inbox, limits: content.limits)
    }

    /// The next piece; nil at the end.
    ///
    /// - Throws: what reading or decompressing the object throws.
    public mutating func next() async throws -> [UInt8]? {
      while true {
        do {
          return try ChunkInbox.piece(of: source)
        } catch is ChunkInbox.IsEmpty {
          inbox.add(try await channel.next())
        }
      }
    }
  }

  /// Begins to read.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(self) }

  /// The lines, without what ends them (a line feed, or carriage return and line feed).
  ///
  /// - Parameter limit: the longest line in bytes; a longer one is an error.
  public func lines(limit: Int = 64 << 20) -> ObjectLines { ObjectLines(self, limit: limit) }
}
