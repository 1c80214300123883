internal import Synchronization

/// The files that this run has claimed: those that wait for a reader, and those that are not done yet.
final class FileBacklog: Sendable {
  private struct State {
    var waiting = FIFOBuffer<ClaimedFile>()
    /// The items of all files that are not done, waiting ones included.
    var items: Set<String> = []
    var isClosed = false
    var isCancelled = false
    var readers: [CheckedContinuation<Void, Never>] = []
    var claimers: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  /// Whether this run works on a file already.
  func contains(_ item: String) -> Bool { state.withLock { $0.items.contains(item) } }

  /// Files that are not done.
  var count: Int { state.withLock { $0.items.count } }

  func add(_ files: [ClaimedFile]) {
    change { state in
      for file in files {
        state.items.insert(file.place.item)
        state.waiting.append(file)
      }
    }
  }

  /// The next file to be read; nil when no more come.
  func next() async -> ClaimedFile? {
    while !Task.isCancelled {
      let (file, isOver) = change { state in (state.waiting.popFirst(), state.isClosed) }
      if file != nil || isOver { return file }
      await wait(for: \.readers) { !$0.waiting.isEmpty || $0.isClosed }
    }
    return nil
  }

  /// Waits until hardly any file waits for a reader: what is claimed is kept from others.
  func waitUntilShort(of count: Int) async {
    await wait(for: \.claimers) { $0.waiting.count < count || $0.isClosed }
  }

  /// Waits until all files are done.
  func waitUntilEmpty() async {
    await wait(for: \.claimers) { $0.items.isEmpty || $0.isClosed }
  }

  /// Says that a file is done, for better or worse.
  func remove(_ file: ClaimedFile) {
    change { _ = $0.items.remove(file.place.item) }
  }

  /// Hands out no more files; the answer is those that nobody has begun.
  func close() -> [ClaimedFile] {
    change { state in
      state.isClosed = true
      let rest = state.waiting.removeAll()
      for file in rest { state.items.remove(file.place.item) }
      return rest
    }
  }

  private func change<Value: Sendable>(_ body: (inout State) -> Value) -> Value {
    let (value, woken) = state.withLock { state in
      let value = body(&state)
      defer { (state.readers, state.claimers) = ([], []) }
      return (value, state.readers + state.claimers)
    }
    for waiter in woken { waiter.resume() }
    return value
  }

  /// Waits until a condition holds or the task is cancelled. All who wait look again at each change: there are few of both.
  private func wait(
    for side: any WritableKeyPath<State, [CheckedContinuation<Void, Never>]> & Sendable,
    until isOver: @escaping @Sendable (borrowing State) -> Bool
  ) async {
    while !Task.isCancelled, state.withLock({ !isOver($0) && !$0.isCancelled }) {
      await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
          let isOver = state.withLock { state in
            if isOver(state) || state.isCancelled { return true }
            state[keyPath: side].append(continuation)
            return false
          }
          if isOver { continuation.resume() }
        }
      } onCancel: {
        change { $0.isCancelled = true }
      }
    }
  }
}
