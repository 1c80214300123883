import Millrace
import Synchronization

/// Stops a run that may not have begun.
final class StopRequest: Sendable {
  private struct State {
    var isMade = false
    var runner: PipelineRunner?
  }

  private let state = Mutex(State())

  func make() {
    let runner = state.withLock { state in
      state.isMade = true
      return state.runner
    }
    runner?.stop()
  }

  /// Says which run is meant; it is stopped at once if the request was made before.
  func attach(_ runner: PipelineRunner) {
    let isMade = state.withLock { state in
      state.runner = runner
      return state.isMade
    }
    if isMade { runner.stop() }
  }
}
