internal import MillraceConversion

/// Decides which chunk is downloaded next, and which may be forgotten.
///
/// Chunks are downloaded in the order of the inputs for as long as what is held stays below the limit. A chunk that a
/// reader waits for, and the one behind that, are downloaded whatever is held: there is one of each for each reader at most,
/// so memory stays bounded, and no reader can wait for room that only another can make.
struct ReadAheadState {
  private(set) var chunks: [ReadAheadChunk] = []
  /// The first chunk of each input.
  private let first: [Int]
  private let chunkBytes: Int64
  private let limit: Int
  /// Chunks that readers wait for.
  private var urgent: [Int] = []
  private var nextInOrder = 0
  /// Bytes of chunks that are here or on their way.
  private(set) var held = 0

  /// - Parameter limit: bytes that are read ahead; nil: nothing is, but what readers ask for.
  init(sizes: [Int64], chunkBytes: Int, limit: Int?) {
    self.chunkBytes = Int64(chunkBytes)
    self.limit = limit ?? 0
    var first: [Int] = []
    for (input, size) in sizes.enumerated() {
      first.append(chunks.count)
      for start in stride(from: 0, to: size, by: chunkBytes) {
        chunks.append(ReadAheadChunk(input: input, range: start..<min(size, start + Int64(chunkBytes))))
      }
    }
    self.first = first
    if limit == nil { nextInOrder = chunks.count }
  }

  /// The chunk that holds a byte of an input.
  func index(of place: Int64, in input: Int) -> Int { first[input] + Int(place / chunkBytes) }

  // MARK: Downloads

  /// The chunk to download next; nil while there is none.
  mutating func takeNext() -> Int? {
    while let index = urgent.popLast() {
      if case .idle = chunks[index].state { return begin(index) }
    }
    while nextInOrder < chunks.count {
      guard case .idle = chunks[nextInOrder].state else {
        nextInOrder += 1
        continue
      }
      let size = chunks[nextInOrder].count
      guard held + size <= limit || held == 0 else { return nil }
      nextInOrder += 1
      return begin(nextInOrder - 1)
    }
    return nil
  }

  private mutating func begin(_ index: Int) -> Int {
    chunks[index].state = .fetching
    held += chunks[index].count
    return index
  }

  mutating func finish(_ index: Int, _ bytes: [UInt8]) {
    chunks[index].state = .ready(bytes)
  }

  /// No chunk of the input is downloaded any more.
  mutating func fail(_ index: Int, _ failure: InputFailure) {
    held -= chunks[index].count
    chunks[index].state = .failed(failure)
    let input = chunks[index].input
    for other in first[input]..<chunks.count {
      guard chunks[other].input == input else { break }
      if case .idle = chunks[other].state { chunks[other].state = .failed(failure) }
    }
  }

  // MARK: Readers

  /// Asks for a chunk that a reader needs now.
  mutating func demand(_ index: Int) {
    if case .idle = chunks[index].state {
      chunks[index].consumed = 0
      urgent.append(index)
    }
  }

  /// Notes that a reader has come to a chunk: it will soon be at the next one.
  mutating func announce(_ index: Int) {
    guard limit > 0, chunks[index].consumed == 0, index + 1 < chunks.count, index + 1 >= nextInOrder else { return }
    if case .idle = chunks[index + 1].state { urgent.insert(index + 1, at: 0) }
  }

  /// Notes that bytes of a chunk have been read for good; one that has been read as a whole is forgotten.
  mutating func consume(_ index: Int, _ count: Int) {
    chunks[index].consumed += count
    guard chunks[index].consumed >= chunks[index].count, case .ready = chunks[index].state else { return }
    chunks[index].state = .idle
    held -= chunks[index].count
    // One that is asked for again is asked for by a reader, not in its order.
    nextInOrder = max(nextInOrder, index + 1)
  }
}
