internal import Synchronization

/// Hands the pieces of an object from the one who downloads to the one who reads, in order; at most so many bytes wait.
final class ChunkChannel: Sendable {
  private struct State {
    var chunks = FIFOBuffer<[UInt8]>()
    var bytes = 0
    var isFinished = false
    var isCancelled = false
    var failure: (any Error)?
    var reader: CheckedContinuation<Void, Never>?
    var writer: CheckedContinuation<Void, Never>?
  }

  private let limit: Int
  private let state = Mutex(State())

  /// - Parameter limit: in bytes; one piece fits always.
  init(limit: Int) {
    self.limit = limit
  }

  /// Adds a piece without waiting.
  func add(_ chunk: [UInt8]) {
    let reader = state.withLock { state in
      state.chunks.append(chunk)
      state.bytes += chunk.count
      return state.reader.take()
    }
    reader?.resume()
  }

  /// Adds a piece and waits until there is room for another. False where nobody wants more.
  func send(_ chunk: [UInt8]) async -> Bool {
    add(chunk)
    await wait(for: .writer) { $0.isCancelled || $0.bytes < self.limit }
    return state.withLock { !$0.isCancelled }
  }

  /// Says that no more pieces come, and whether that is because of an error.
  func finish(_ failure: (any Error)? = nil) {
    let reader = state.withLock { state in
      state.isFinished = true
      state.failure = state.failure ?? failure
      return state.reader.take()
    }
    reader?.resume()
  }

  /// Says that nobody reads any more.
  func cancel() {
    let waiters = state.withLock { state in
      state.isCancelled = true
      return [state.reader.take(), state.writer.take()]
    }
    for waiter in waiters { waiter?.resume() }
  }

  /// The next piece; nil at the end.
  func next() async throws -> [UInt8]? {
    await wait(for: .reader) { !$0.chunks.isEmpty || $0.isFinished || $0.isCancelled }
    try Task.checkCancellation()
    let (chunk, failure, writer) = state.withLock { state in
      let chunk = state.chunks.popFirst()
      state.bytes -= chunk?.count ?? 0
      let hasRoom = state.bytes < limit
      return (chunk, state.failure, hasRoom ? state.writer.take() : nil)
    }
    writer?.resume()
    if chunk == nil, let failure { throw failure }
    return chunk
  }

  /// What ended the download before its time.
  var failure: (any Error)? { state.withLock { $0.failure } }

  private enum Side {
    case reader
    case writer
  }

  /// Waits until a condition holds, the channel or the task is cancelled.
  private func wait(for side: Side, until isOver: @escaping @Sendable (borrowing State) -> Bool) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if isOver(state) || Task.isCancelled { return true }
          switch side {
          case .reader: state.reader = continuation
          case .writer: state.writer = continuation
          }
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { side == .reader ? $0.reader.take() : $0.writer.take() }?.resume()
    }
  }
}
