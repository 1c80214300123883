internal import Foundation
internal import MillraceConversion
internal import MillraceStorage

/// Downloads the objects of a manifest ahead of the workers that convert them, in chunks, many at a time.
///
/// Every chunk is asked for at the version that was planned, so that no mixture of two versions is ever read. Workers block
/// on their own threads until what they need is here; downloads are tasks.
///
/// `@unchecked Sendable`: everything is guarded by `condition`.
final class ObjectReadAhead: @unchecked Sendable {
  struct Options: Sendable {
    /// Bytes that are read ahead; nil: only what is asked for.
    var limit: Int?
    var chunkBytes: Int
    /// Downloads at the same time.
    var maximumFetches = 32

    /// For objects that are read from beginning to end.
    static func reading(ahead limit: Int) -> Options {
      Options(limit: limit, chunkBytes: min(8 << 20, max(1 << 20, limit / 16)))
    }

    /// For objects of which only a few pieces are looked at.
    static let sampling = Options(limit: nil, chunkBytes: 256 << 10)
  }

  private let objects: [PlannedObject]
  private let options: Options
  private let condition = NSCondition()
  private var state: ReadAheadState
  private var idleFetchers: [CheckedContinuation<Int?, Never>] = []
  private var isEnded = false
  private var surroundings: (any Error)?

  init(_ objects: [PlannedObject], options: Options) {
    self.objects = objects
    self.options = options
    state = ReadAheadState(
      sizes: objects.map(\.file.size), chunkBytes: options.chunkBytes, limit: options.limit)
  }

  /// The objects as a converter takes them.
  var inputs: [ConversionInput] {
    objects.enumerated().map { index, object in
      ConversionInput(
        bytes: ReadAheadInput(self, index: index, size: object.file.size), name: object.file.address)
    }
  }

  /// Why objects cannot be read, where that says nothing about the objects.
  var fault: (any Error)? { condition.withLock { surroundings } }

  /// Downloads until `end()` is called.
  func run() async {
    await withTaskCancellationHandler {
      await withTaskGroup(of: Void.self) { group in
        for _ in 0..<options.maximumFetches {
          group.addTask { await self.fetchAll() }
        }
      }
    } onCancel: {
      end()
    }
  }

  /// Ends the downloads; whoever still reads gets an error.
  func end() {
    condition.lock()
    isEnded = true
    let idle = idleFetchers
    idleFetchers = []
    condition.broadcast()
    condition.unlock()
    for fetcher in idle { fetcher.resume(returning: nil) }
  }

  // MARK: Downloads

  private func fetchAll() async {
    while let index = await nextFetch() {
      let chunk = condition.withLock { state.chunks[index] }
      let result = await objects[chunk.input].fetch(chunk.range)
      finish(index, result)
    }
  }

  private func nextFetch() async -> Int? {
    await withCheckedContinuation { continuation in
      let answer: Int?? = condition.withLock {
        if isEnded { return .some(nil) }
        if let index = state.takeNext() { return index }
        idleFetchers.append(continuation)
        return nil
      }
      if let answer { continuation.resume(returning: answer) }
    }
  }

  private func finish(_ index: Int, _ result: Result<[UInt8], ObjectFetchFailure>) {
    change { state in
      switch result {
      case .success(let bytes): state.finish(index, bytes)
      case .failure(let failure):
        state.fail(index, failure.input)
        surroundings = surroundings ?? failure.surroundings
      }
    }
  }

  /// Changes the state, wakes readers, and gives fetchers that wait what there is to do now.
  private func change(_ body: (inout ReadAheadState) -> Void) {
    condition.lock()
    body(&state)
    var woken: [(CheckedContinuation<Int?, Never>, Int)] = []
    while !idleFetchers.isEmpty, let index = state.takeNext() { woken.append((idleFetchers.removeLast(), index)) }
    condition.broadcast()
    condition.unlock()
    for (fetcher, index) in woken { fetcher.resume(returning: index) }
  }

  // MARK: Readers

  /// See `InputBytes`.
  func read(
    _ input: Int, into buffer: UnsafeMutableRawBufferPointer, at place: Int64, isFinal: Bool
  ) throws(InputFailure) -> Int {
    guard place < objects[input].file.size else { return 0 }
    let index = condition.withLock { state.index(of: place, in: input) }
    let (range, bytes) = try wait(for: index)
    let start = Int(place - range.lowerBound)
    let count = min(buffer.count, bytes.count - start)
    bytes.withUnsafeBytes { buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<(start + count)])) }
    if isFinal { change { $0.consume(index, count) } }
    return count
  }

  private func wait(for index: Int) throws(InputFailure) -> (Range<Int64>, [UInt8]) {
    while true {
      condition.lock()
      let chunk = state.chunks[index]
      switch chunk.state {
      case .ready(let bytes):
        condition.unlock()
        if chunk.consumed == 0 { change { $0.announce(index) } }
        return (chunk.range, bytes)
      case .failed(let failure):
        condition.unlock()
        throw failure
      case .idle, .fetching:
        if isEnded {
          condition.unlock()
          throw InputFailure(
            code: .unreadable, message: "\(objects[chunk.input].file.address): reading was ended", isRetryable: true)
        }
        condition.unlock()
        if case .idle = chunk.state { change { $0.demand(index) } }
        condition.lock()
        // What came meanwhile has been broadcast before this lock; what comes later wakes it.
        if !isEnded, state.chunks[index].isAwaited { condition.wait() }
        condition.unlock()
      }
    }
  }
}

extension ReadAheadChunk {
  /// Whether it is neither here nor failed.
  fileprivate var isAwaited: Bool {
    switch state {
    case .idle, .fetching: true
    case .ready, .failed: false
    }
  }
}
