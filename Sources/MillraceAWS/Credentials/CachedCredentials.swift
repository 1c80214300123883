internal import NIOCore
internal import Synchronization

/// Keeps credentials, and fetches new ones before they expire: one caller does so for all that wait.
///
/// From ``advisory`` seconds before expiry on, one caller fetches while the others go on with what there is. From
/// ``mandatory`` seconds before expiry on, all wait. If fetching fails while the old ones are still valid, they are used.
package final class CachedCredentials: Sendable {
  static let advisory: Int64 = 300
  static let mandatory: Int64 = 60
  /// How long a failed refresh is not repeated while the old credentials are valid.
  static let pause: Int64 = 10

  private typealias Waiter = CheckedContinuation<Void, Never>

  private struct State {
    var current: AWSCredentials?
    var isFetching = false
    var waiters: [Waiter] = []
    /// The latest failure, for those who waited for it, and its count.
    var failure: AWSError?
    var failures = 0
    var nextAttempt: Int64 = 0
  }

  private enum Step {
    case use(AWSCredentials)
    case fetch(old: AWSCredentials?)
    case wait(failures: Int)
  }

  private let provider: any CredentialsProvider
  private let clock: AWSClock
  private let state = Mutex(State())

  package init(_ provider: any CredentialsProvider, clock: AWSClock) {
    self.provider = provider
    self.clock = clock
  }

  package func get(in runtime: AWSRuntime) async throws(AWSError) -> AWSCredentials {
    while true {
      switch step() {
      case .use(let credentials): return credentials
      case .fetch(let old): return try await fetch(in: runtime, old: old)
      case .wait(let failures):
        await wait()
        if Task.isCancelled { throw AWSError(.cancelled, code: "Cancelled", "The call was cancelled.") }
        if let failure = state.withLock({ $0.failures > failures ? $0.failure : nil }), failure.kind != .cancelled {
          throw failure
        }
      }
    }
  }

  /// The service says that these have expired: they are not used again.
  package func invalidate(_ credentials: AWSCredentials) {
    state.withLock { state in
      if state.current == credentials { state.current = nil }
    }
  }

  private func step() -> Step {
    let now = clock.now() / 1_000
    return state.withLock { state in
      guard let current = state.current else {
        if state.isFetching { return .wait(failures: state.failures) }
        state.isFetching = true
        return .fetch(old: nil)
      }
      guard let expiration = current.expiration else { return .use(current) }
      if now < expiration - CachedCredentials.advisory { return .use(current) }
      if now < expiration, now < state.nextAttempt { return .use(current) }
      if state.isFetching {
        return now < expiration - CachedCredentials.mandatory ? .use(current) : .wait(failures: state.failures)
      }
      state.isFetching = true
      return .fetch(old: current)
    }
  }

  private func fetch(in runtime: AWSRuntime, old: AWSCredentials?) async throws(AWSError) -> AWSCredentials {
    do throws(AWSError) {
      switch try await provider.find(in: runtime) {
      case .found(let credentials):
        finish { $0.current = credentials }
        return credentials
      case .absent(let reason):
        throw AWSError(.credentials, code: "NoCredentials", "There are no credentials in \(provider.name): \(reason).")
      }
    } catch {
      let now = clock.now() / 1_000
      let isUsable = old?.expiration.map { now < $0 } ?? false
      finish { state in
        if isUsable {
          state.nextAttempt = now + CachedCredentials.pause
        } else {
          state.failure = error
          state.failures += 1
        }
      }
      if let old, isUsable { return old }
      throw error
    }
  }

  private func finish(_ change: (inout sending State) -> Void) {
    let waiters = state.withLock { state in
      state.isFetching = false
      change(&state)
      defer { state.waiters = [] }
      return state.waiters
    }
    for waiter in waiters { waiter.resume() }
  }

  /// Until the fetch that is under way has ended. That one has time limits of its own.
  private func wait() async {
    await withCheckedContinuation { continuation in
      let isWaiting = state.withLock { state in
        if state.isFetching { state.waiters.append(continuation) }
        return state.isFetching
      }
      if !isWaiting { continuation.resume() }
    }
  }
}
