internal import MillraceStorage
internal import Synchronization

/// Joins those who read files, those who send batches, and the one who tells the ledger.
///
/// What is sent and not known to the ledger is never more than ``SendLimits/batches``, so that a process that dies repeats no
/// more than those.
final class SendWindow: Sendable {
  private struct Waiters {
    var room: [CheckedContinuation<Void, Never>] = []
    var batches: [CheckedContinuation<Void, Never>] = []
    var isCancelled = false
  }

  private struct State {
    var window: SendWindowState
    var waiters = Waiters()
  }

  /// Signalled when there is something to tell the ledger, or nothing more will come.
  let news = WakeSignal()
  private let state: Mutex<State>

  init(limits: SendLimits, isOrdered: Bool) {
    state = Mutex(State(window: SendWindowState(limits: limits, isOrdered: isOrdered)))
  }

  var isOver: Bool { state.withLock { $0.window.isOver } }
  var messagesUnderWay: Int { state.withLock { $0.window.messagesUnderWay } }

  // MARK: Reading

  /// Begins a file; the answer is its number here.
  func open(_ file: ClaimedFile) -> Int { change { $0.open(file) } }

  /// Runs what makes messages; while it does, batches wait for more.
  func produce<Value>(_ body: () throws -> Value) rethrows -> Value {
    change { $0.producers += 1 }
    defer { change { $0.producers -= 1 } }
    return try body()
  }

  /// Adds what came out of a file, in the order of its records.
  func add(_ items: [LoadItem], to file: Int) {
    change { window in
      for item in items { window.add(item, to: file) }
    }
  }

  /// Waits until more may be added.
  func waitForRoom() async {
    await wait(for: \.room) { $0.hasRoom }
  }

  /// Says that no more comes out of a file.
  func end(_ file: Int, _ end: FileEnd) { change { $0.end(file, end) } }

  /// Gives back a file that nobody has begun.
  func giveBack(_ file: ClaimedFile) { end(open(file), .givenBack) }

  /// Says that no more files come.
  func close() { change { $0.isClosed = true } }

  /// Sends nothing more.
  func stop() { change { $0.stop() } }

  // MARK: Sending

  /// The next batch; nil when no more come.
  func nextBatch() async -> OutgoingBatch? {
    while !Task.isCancelled {
      let (batch, isOver) = take()
      if batch != nil || isOver { return batch }
      await wait(for: \.batches) { $0.canSend || $0.isSendingOver }
    }
    return nil
  }

  private func take() -> (OutgoingBatch?, isOver: Bool) {
    change { window in (window.takeBatch(), window.isSendingOver) }
  }

  /// Says what became of messages of a batch.
  func settle(_ messages: [(PendingMessage, FileItems.Status)], of batch: OutgoingBatch) {
    change { $0.settle(messages, of: batch.number) }
  }

  // MARK: Recording

  /// What the ledger is to be told; taking it changes nothing for others.
  func reports(limit: Int) -> [FileReport] { state.withLock { $0.window.reports(limit: limit) } }

  /// The ledger knows what was reported.
  func record(_ reports: [FileReport]) {
    change { window in
      for report in reports { window.record(report) }
    }
  }

  // MARK: Waiting

  /// Changes the window, and wakes whom that concerns.
  private func change<Value: Sendable>(_ body: (inout SendWindowState) -> Value) -> Value {
    let (value, woken, hasNews) = state.withLock { state in
      let value = body(&state.window)
      return (value, Self.wake(&state), state.window.hasNews || state.window.isOver)
    }
    for waiter in woken { waiter.resume() }
    if hasNews { news.signal() }
    return value
  }

  private static func wake(_ state: inout State) -> [CheckedContinuation<Void, Never>] {
    var woken: [CheckedContinuation<Void, Never>] = []
    if state.window.hasRoom {
      woken += state.waiters.room
      state.waiters.room = []
    }
    if state.window.isSendingOver {
      woken += state.waiters.batches
      state.waiters.batches = []
    } else if state.window.canSend, let sender = state.waiters.batches.popLast() {
      // Who takes a batch wakes the next, if there is another.
      woken.append(sender)
    }
    return woken
  }

  private func wait(
    for side: any WritableKeyPath<Waiters, [CheckedContinuation<Void, Never>]> & Sendable,
    until isOver: @escaping @Sendable (SendWindowState) -> Bool
  ) async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if isOver(state.window) || state.waiters.isCancelled || Task.isCancelled { return true }
          state.waiters[keyPath: side].append(continuation)
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      // The run as a whole is cancelled, or nothing of it.
      let all = state.withLock { state in
        state.waiters.isCancelled = true
        defer { (state.waiters.room, state.waiters.batches) = ([], []) }
        return state.waiters.room + state.waiters.batches
      }
      for waiter in all { waiter.resume() }
    }
  }
}
