import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Turns SIGINT and SIGTERM into an orderly end.
///
/// What is done about them is ordinary code, on a queue of its own. A second signal ends the process at once.
final class Interruption: Sendable {
  static let shared = Interruption()

  private struct Reaction {
    var endsProcess: Bool
    var body: @Sendable () -> Void

    func run() {
      body()
      if endsProcess { Interruption.endProcess() }
    }
  }

  private struct State {
    var isInterrupted = false
    var nextToken = 0
    var reactions: [Int: Reaction] = [:]
  }

  private let queue = DispatchQueue(label: "millrace.signals")
  private let state = Mutex(State())

  /// Called once, before anything else is done. Signals are heeded as long as the caller keeps what is returned.
  func start() -> [any DispatchSourceSignal] {
    // A reader that closes our output early (`| head`) is seen as an error of the write, not as a signal that kills us.
    signal(SIGPIPE, SIG_IGN)
    return [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { self.react() }
      source.resume()
      return source
    }
  }

  /// Runs `body`. If a signal comes meanwhile, the process ends after `cleanup`, which is called on the signals' queue.
  func endProcess<Result>(
    after cleanup: @escaping @Sendable () -> Void, during body: () throws -> Result
  ) rethrows -> Result {
    let token = add(Reaction(endsProcess: true, body: cleanup))
    defer { remove(token) }
    return try body()
  }

  /// Runs `body`, which is to end by itself once `reaction` was called, on the signals' queue.
  func react<Result>(
    with reaction: @escaping @Sendable () -> Void, during body: () async throws -> Result
  ) async rethrows -> Result {
    let token = add(Reaction(endsProcess: false, body: reaction))
    defer { remove(token) }
    return try await body()
  }

  private func add(_ reaction: Reaction) -> Int {
    let (token, isLate) = state.withLock { state in
      state.nextToken += 1
      state.reactions[state.nextToken] = reaction
      return (state.nextToken, state.isInterrupted)
    }
    if isLate { reaction.run() }
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
    for reaction in reactions { reaction.body() }
    if reactions.contains(where: \.endsProcess) { Self.endProcess() }
  }

  private static func endProcess() -> Never {
    StandardError.write("\nmillrace: interrupted; nothing half-written was left behind.\n")
    _exit(ExitStatus.interrupted.rawValue)
  }
}
