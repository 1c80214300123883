internal import MillraceStorage
internal import Synchronization

/// Does again what failed because of its surroundings, with growing pauses, while messages stay in hand: an outage of a store
/// must not use up the receipts of healthy messages. Shared by the workers of a run, so that an outage is told of once.
final class Patience: Sendable {
  private let retry: RetryPolicy
  private let events: any EventSink
  let isStopping: @Sendable () -> Bool
  private let told = Mutex<Set<String>>([])
  /// The longest sleep before the stop is looked at again.
  private static let nap = Duration.milliseconds(100)

  init(_ retry: RetryPolicy, events: any EventSink, isStopping: @escaping @Sendable () -> Bool) {
    self.retry = retry
    self.events = events
    self.isStopping = isStopping
  }

  /// Runs `body` until it succeeds.
  ///
  /// - Throws: the error, if waiting cannot help, has not helped often enough, or the run is being stopped.
  func attempt<Value>(
    _ action: String, isolation: isolated (any Actor)? = #isolation, _ body: () async throws -> sending Value
  ) async throws -> sending Value {
    var trouble = TroubleLimit(retry)
    while true {
      do {
        let value = try await body()
        forget(action)
        return value
      } catch {
        let delay = try trouble.delay(after: error)
        if isStopping() || Task.isCancelled { throw error }
        tell(action, error)
        try await pause(delay)
      }
    }
  }

  /// Waits, but not beyond a stop of the run.
  func pause(_ delay: Duration) async throws {
    let end = ContinuousClock.now + delay
    while ContinuousClock.now < end, !isStopping() {
      try await Task.sleep(for: min(Self.nap, ContinuousClock.now.duration(to: end)))
    }
  }

  private func tell(_ action: String, _ error: any Error) {
    guard told.withLock({ $0.insert(action).inserted }) else { return }
    events.record(
      PipelineEvent(
        .warning, "retry", "cannot \(action): \(error.asPipelineError.message) (trying again)",
        [("action", .text(action))]))
  }

  private func forget(_ action: String) {
    let wasTold = told.withLock { $0.isEmpty ? false : $0.remove(action) != nil }
    if wasTold { events.record(PipelineEvent(.info, "recovered", "can \(action) again", [("action", .text(action))])) }
  }
}
