internal import NIOCore
internal import Synchronization

/// Lets a bounded number of exchanges with one host happen at a time; the others wait in the order in which they came.
///
/// The HTTP client's own queue cannot be used for that: what waits in it fails after the time for connecting.
final class ConnectionGate: Sendable {
  private struct Waiter {
    let id: UInt64
    let continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var free: Int
    var nextID: UInt64 = 0
    var waiters = CircularBuffer<Waiter>()
    /// Cancelled before they came to wait.
    var cancelled: Set<UInt64> = []
  }

  private let state: Mutex<State>

  init(limit: Int) { state = Mutex(State(free: limit)) }

  /// Every call that returns needs one of ``leave()``.
  func enter() async throws(CancellationError) {
    let isFree = state.withLock { state in
      if state.free == 0 { return false }
      state.free -= 1
      return true
    }
    if !isFree { try await wait() }
  }

  func leave() {
    let waiter = state.withLock { state in
      if let waiter = state.waiters.popFirst() { return waiter as Waiter? }
      state.free += 1
      return nil
    }
    waiter?.continuation.resume()
  }

  private func wait() async throws(CancellationError) {
    let id = state.withLock { state in
      state.nextID += 1
      return state.nextID
    }
    do {
      try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { enqueue(Waiter(id: id, continuation: $0)) }
      } onCancel: {
        cancel(id)
      }
    } catch {
      throw CancellationError()
    }
    // Cancelled too late: nobody else takes note of it.
    state.withLock { _ = $0.cancelled.remove(id) }
  }

  private enum Admission { case now, never, later }

  private func enqueue(_ waiter: Waiter) {
    let admission = state.withLock { state in
      if state.cancelled.remove(waiter.id) != nil { return Admission.never }
      if state.free > 0 {
        state.free -= 1
        return .now
      }
      state.waiters.append(waiter)
      return .later
    }
    switch admission {
    case .now: waiter.continuation.resume()
    case .never: waiter.continuation.resume(throwing: CancellationError())
    case .later: break
    }
  }

  private func cancel(_ id: UInt64) {
    let waiter = state.withLock { state in
      if let index = state.waiters.firstIndex(where: { $0.id == id }) {
        return state.waiters.remove(at: index) as Waiter?
      }
      state.cancelled.insert(id)
      return nil
    }
    waiter?.continuation.resume(throwing: CancellationError())
  }
}
