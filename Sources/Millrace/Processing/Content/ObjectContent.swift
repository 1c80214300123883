internal import MillraceCompression
internal import MillraceJSON

/// The bytes of an object, decompressed, in pieces as they arrive. It can be gone through once.
///
/// Not more than a part of the object is in memory, whatever its size: reading slowly slows the download down.
public struct ObjectContent: AsyncSequence, Sendable {
  /// A piece, never empty.
  public typealias Element = [UInt8]

  /// How many bytes at the beginning of the object are left out.
  let start: Int64
  private let channel: ChunkChannel
  private let name: String
  private let limits: InflationLimits
  private let transform: RecordTransform
  private let lineLimit: Int

  /// - Parameters:
  ///   - start: how many bytes at the beginning of the object are left out.
  ///   - transform: what is done to each line before it is read.
  ///   - lineLimit: the longest line in bytes that is transformed.
  init(
    _ channel: ChunkChannel, start: Int64 = 0, name: String, limits: InflationLimits,
    transform: RecordTransform = RecordTransform([]),
    lineLimit: Int = 64 << 20
  ) {
    self.start = start
    self.channel = channel
    self.name = name
    self.limits = limits
    self.transform = transform
    self.lineLimit = lineLimit
  }

  /// Goes through the pieces.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private let channel: ChunkChannel
    private let inbox: ChunkInbox
    private let source: InflatingSource
    /// Nil where lines stay as they are.
    private let lines: LineTransform?

    fileprivate init(_ content: ObjectContent) {
      channel = content.channel
      inbox = ChunkInbox(name: content.name)
      source = InflatingSource(inbox, limits: content.limits)
      lines = content.transform.isEmpty ? nil : LineTransform(content.transform, limit: content.lineLimit)
    }

    /// The next piece; nil at the end.
    ///
    /// - Throws: what reading or decompressing the object throws, and ``ProcessingError`` where a line cannot be transformed.
    public mutating func next() async throws -> [UInt8]? {
      guard let lines else { return try await piece() }
      while let piece = try await piece() {
        let transformed = try lines.apply(piece, isLast: false)
        if !transformed.isEmpty { return transformed }
      }
      let last = try lines.apply([], isLast: true)
      return last.isEmpty ? nil : last
    }

    private mutating func piece() async throws -> [UInt8]? {
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
