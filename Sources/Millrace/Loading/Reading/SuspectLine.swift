internal import Synchronization

/// Lets those who read files that others have died over do so one after the other. If one of the files brings its process down, no
/// other is counted with it.
final class SuspectLine: Sendable {
  private struct State {
    var isTaken = false
    var waiting = FIFOBuffer<CheckedContinuation<Void, Never>>()
  }

  private let state = Mutex(State())

  /// Runs `body` when nobody else does. Who waits is not woken by a cancellation, but by those who stand before him and end by it.
  func alone<Value: Sendable>(_ body: () async throws -> Value) async rethrows -> Value {
    await withCheckedContinuation { continuation in
      let isFree = state.withLock { state in
        if !state.isTaken {
          state.isTaken = true
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if isFree { continuation.resume() }
    }
    defer { passOn() }
    return try await body()
  }

  private func passOn() {
    let next = state.withLock { state in
      let next = state.waiting.popFirst()
      state.isTaken = next != nil
      return next
    }
    next?.resume()
  }
}
