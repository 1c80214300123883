import Synchronization

/// Counts who are somewhere at the same time.
final class Peak: Sendable {
  private let state = Mutex((now: 0, most: 0, count: 0))

  var most: Int { state.withLock { $0.most } }
  var count: Int { state.withLock { $0.count } }

  func enter() {
    state.withLock { state in
      state.now += 1
      state.count += 1
      state.most = max(state.most, state.now)
    }
  }

  func leave() { state.withLock { $0.now -= 1 } }
}
