internal import Synchronization

/// What the loops of a run tell one another.
final class RunControl: Sendable {
  private struct State {
    var isStopping = false
    var stopTime: ContinuousClock.Instant?
    /// The source folder has been read to its end, and nothing in it was still being written.
    var isIntakeDone = false
    /// Since then nothing that waits was ripe.
    var isPlanningDone = false
    /// The goal of a run until idle is reached.
    var isIdle = false
    var failure: (any Error)?
  }

  let intake = WakeSignal()
  let planning = WakeSignal()
  let work = WakeSignal()
  let heartbeat = WakeSignal()
  let watch = WakeSignal()
  private let state = Mutex(State())

  var isStopping: Bool { state.withLock { $0.isStopping } }
  var stopTime: ContinuousClock.Instant? { state.withLock { $0.stopTime } }
  var isIntakeDone: Bool { state.withLock { $0.isIntakeDone } }
  var isPlanningDone: Bool { state.withLock { $0.isPlanningDone } }
  var isIdle: Bool { state.withLock { $0.isIdle } }
  var failure: (any Error)? { state.withLock { $0.failure } }

  /// Asks all loops to end: sources stop, what is in work is finished or given back.
  func stop() {
    state.withLock { state in
      state.isStopping = true
      state.stopTime = state.stopTime ?? .now
    }
    wakeAll()
  }

  /// Ends the run because it cannot go on. The first error is the one that is reported.
  func fail(_ error: any Error) {
    state.withLock { $0.failure = $0.failure ?? error }
    stop()
  }

  /// Ends the run because nothing is left to do.
  func finish() {
    state.withLock { $0.isIdle = true }
    stop()
  }

  func setIntakeDone() {
    state.withLock { $0.isIntakeDone = true }
    planning.signal()
    work.signal()
  }

  func setPlanningDone() {
    state.withLock { $0.isPlanningDone = true }
    work.signal()
  }

  private func wakeAll() {
    for signal in [intake, planning, work, heartbeat, watch] { signal.signal() }
  }
}
