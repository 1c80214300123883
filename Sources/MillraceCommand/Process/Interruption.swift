import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns SIGINT and SIGTERM into an orderly end.
///
/// The signals are blocked in every thread and awaited by one of their own, so that what is done about them is ordinary
/// code. A second signal ends the process at once.
final class Interruption: Sendable {
  static let shared = Interruption()

  private struct State {
    var isInterrupted = false
    var nextToken = 0
    var reactions: [Int: @Sendable () -> Void] = [:]
  }

  private let state = Mutex(State())

  var isInterrupted: Bool { state.withLock(\.isInterrupted) }

  /// Called once, before any other thread exists.
  func start() {
    var signals = Self.signals
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    startThread(name: "signals") {
      while true {
        var signals = Self.signals
        var received: Int32 = 0
        guard sigwait(&signals, &received) == 0 else { return }
        self.react()
      }
    }
  }

  /// Runs `body`. If a signal comes meanwhile, `reaction` is called, on the signals' thread.
  func react<Result>(
    with reaction: @escaping @Sendable () -> Void, during body: () throws -> Result
  ) rethrows -> Result {
    let token = add(reaction)
    defer { remove(token) }
    return try body()
  }

  /// The same for work that suspends.
  func react<Result>(
    with reaction: @escaping @Sendable () -> Void, during body: () async throws -> Result
  ) async rethrows -> Result {
    let token = add(reaction)
    defer { remove(token) }
    return try await body()
  }

  /// Ends the process, once a reaction has put everything in order.
  func end() -> Never {
    _exit(ExitStatus.interrupted.rawValue)
  }

  private func add(_ reaction: @escaping @Sendable () -> Void) -> Int {
    let (token, isLate) = state.withLock { state in
      state.nextToken += 1
      state.reactions[state.nextToken] = reaction
      return (state.nextToken, state.isInterrupted)
    }
    if isLate { reaction() }
    return token
  }

  private func remove(_ token: Int) {
    state.withLock { _ = $0.reactions.removeValue(forKey: token) }
  }

  private func react() {
    let (isSecond, reactions) = state.withLock { state in
      defer { state.isInterrupted = true }
      return (state.isInterrupted, Array(state.reactions.values))
    }
    // With nothing to bring to an end in good order, or when asked twice, the process just ends.
    if isSecond || reactions.isEmpty { _exit(ExitStatus.interrupted.rawValue) }
    for reaction in reactions { reaction() }
  }

  private static var signals: sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    sigaddset(&set, SIGTERM)
    return set
  }
}
