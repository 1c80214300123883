/// The lines of an object, without what ends them. Memory holds one line and one piece of the object.
public struct ObjectLines: AsyncSequence, Sendable {
  /// The bytes of a line.
  public typealias Element = [UInt8]

  private let content: ObjectContent
  private let limit: Int

  init(_ content: ObjectContent, limit: Int) {
    self.content = content
    self.limit = limit
  }

  /// Goes through the lines.
  public struct AsyncIterator: AsyncIteratorProtocol {
    private var pieces: ObjectContent.AsyncIterator
    private let limit: Int
    private var piece: ArraySlice<UInt8> = []
    private var number = 0
    private var isFinished = false

    fileprivate init(_ content: ObjectContent, limit: Int) {
      pieces = content.makeAsyncIterator()
      self.limit = limit
    }

    /// The next line; nil at the end.
    ///
    /// - Throws: what reading throws, and ``ProcessingError`` where a line is too long.
    public mutating func next() async throws -> [UInt8]? {
      if isFinished { return nil }
      var line: [UInt8] = []
      number += 1
      while true {
        if let end = piece.firstIndex(of: UInt8(ascii: "\n")) {
          line += piece[..<end]
          piece = piece[(end + 1)...]
          try check(line)
          if line.last == UInt8(ascii: "\r") { line.removeLast() }
          return line
        }
        line += piece
        try check(line)
        guard let next = try await pieces.next() else {
          isFinished = true
          return line.isEmpty ? nil : line
        }
        piece = next[...]
      }
    }

    private func check(_ line: [UInt8]) throws {
      guard line.count > limit else { return }
      throw ProcessingError(
        .lineTooLong,
        "line \(number) is longer than \(ByteSize.render(Int64(limit))); raise “line-limit” if it is to pass")
    }
  }

  /// Begins to read.
  public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(content, limit: limit) }
}
