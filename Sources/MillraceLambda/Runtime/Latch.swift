internal import Synchronization

/// A signal that is made once, from anywhere, and that any number of tasks may wait for.
package final class Latch: Sendable {
  private struct State {
    var isMade = false
    var nextID = 0
    var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  package var isMade: Bool { state.withLock { $0.isMade } }

  /// Makes the signal. Doing so again changes nothing.
  package func make() {
    let waiters = state.withLock { state in
      state.isMade = true
      defer { state.waiters = [:] }
      return Array(state.waiters.values)
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Returns when the signal has been made, or the task was cancelled.
  package func wait() async {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          let isOver = state.isMade || Task.isCancelled
          if !isOver { state.waiters[id] = continuation }
          return isOver
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
    }
  }
}
