internal import Synchronization

/// Wakes one waiting task. A signal that comes while nobody waits is kept for the next wait; several count as one.
final class WakeSignal: Sendable {
  private struct State {
    var isPending = false
    var waiter: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  func signal() {
    let waiter = state.withLock { state in
      let waiter = state.waiter.take()
      state.isPending = waiter == nil
      return waiter
    }
    waiter?.resume()
  }

  /// Waits for a signal, but no longer than `limit`, nor beyond the task's cancellation.
  func wait(upTo limit: Duration) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await Task.sleep(for: limit) }
      group.addTask { await self.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  /// Waits for a signal, but not beyond the task's cancellation.
  func wait() async {
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          if state.isPending || Task.isCancelled {
            state.isPending = state.isPending && Task.isCancelled
            return true
          }
          state.waiter = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      state.withLock { $0.waiter.take() }?.resume()
    }
  }
}
