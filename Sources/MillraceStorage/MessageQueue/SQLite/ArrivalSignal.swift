import Dispatch
import Synchronization

/// Wakes receives that wait on a queue when this process makes messages visible in it.
final class ArrivalSignal: Sendable {
  private struct Waiter {
    var id: UInt64
    var continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var counts: [Int64: UInt64] = [:]
    var waiters: [Int64: [Waiter]] = [:]
    var lastID: UInt64 = 0
  }

  private let state = Mutex(State())

  /// How often something arrived in a queue. Asked before looking into it, it tells afterwards whether to look again.
  func count(of queue: Int64) -> UInt64 { state.withLock { $0.counts[queue, default: 0] } }

  /// Says that messages can be received, and wakes as many receives as they are worth.
  func note(_ messages: Int, in queue: Int64) {
    let woken = state.withLock { state in
      state.counts[queue, default: 0] += 1
      let wanted = (messages + QueueLimits.batchCount - 1) / QueueLimits.batchCount
      let woken = state.waiters[queue, default: []].prefix(wanted)
      state.waiters[queue]?.removeFirst(woken.count)
      return woken
    }
    for waiter in woken { waiter.continuation.resume() }
  }

  /// Waits for an arrival after a count was taken, at most for a time, or until the task is cancelled.
  func wait(for queue: Int64, after count: UInt64, atMost time: Duration) async {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let waits = state.withLock { state in
          if state.counts[queue, default: 0] != count || Task.isCancelled { return false }
          state.waiters[queue, default: []].append(Waiter(id: id, continuation: continuation))
          return true
        }
        if !waits { return continuation.resume() }
        let nanoseconds = time / .nanoseconds(1)
        DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(nanoseconds))) { [self] in
          wake(id, of: queue)
        }
      }
    } onCancel: {
      wake(id, of: queue)
    }
  }

  private func wake(_ id: UInt64, of queue: Int64) {
    let waiter = state.withLock { state -> Waiter? in
      guard let index = state.waiters[queue]?.firstIndex(where: { $0.id == id }) else { return nil }
      return state.waiters[queue]?.remove(at: index)
    }
    waiter?.continuation.resume()
  }
}
