internal import Synchronization

/// What a run has done so far, readable from any thread.
final class RunCounters: Sendable {
  private struct State {
    var progress = RunProgress()
    var inWork: ConversionMonitor?
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now

  func update(_ change: (inout RunProgress) -> Void) {
    state.withLock { change(&$0.progress) }
  }

  /// Says which conversion is going on, if one is.
  func setInWork(_ monitor: ConversionMonitor?) {
    state.withLock { $0.inWork = monitor }
  }

  var progress: RunProgress {
    let (progress, monitor) = state.withLock { ($0.progress, $0.inWork) }
    var result = progress
    if let reading = monitor?.reading {
      result.bytesRead += reading.bytes
      result.rows += reading.rows
    }
    result.elapsed = start.duration(to: .now)
    return result
  }
}
