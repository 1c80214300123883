internal import Foundation
internal import Synchronization

/// What a run has done so far, readable from any thread.
final class RunCounters: Sendable {
  private struct State {
    var progress = RunProgress()
    var inWork: ConversionMonitor?
    var lastPoll: Date?
    /// What a queue as the source says of itself.
    var queueStatus: (@Sendable () -> RunStatus)?
  }

  private let state = Mutex(State())
  private let start = ContinuousClock.now
  private let startedAt = Date()

  func update(_ change: (inout RunProgress) -> Void) {
    state.withLock { change(&$0.progress) }
  }

  /// Says which conversion is going on, if one is.
  func setInWork(_ monitor: ConversionMonitor?) {
    state.withLock { $0.inWork = monitor }
  }

  /// The source has answered.
  func notePoll() {
    state.withLock { $0.lastPoll = Date() }
  }

  /// Takes the answers of a queue that is the source for those of the source.
  func follow(_ consumer: QueueConsumer, _ options: QueueConsumer.Options) {
    let startedAt = startedAt
    state.withLock { state in
      state.queueStatus = { RunStatus(consumer.status, options: options, startedAt: startedAt) }
    }
  }

  /// How the source is doing, as far as is known here.
  var sourceStatus: RunStatus {
    let (lastPoll, queueStatus) = state.withLock { ($0.lastPoll, $0.queueStatus) }
    if let queueStatus { return queueStatus() }
    var status = RunStatus()
    status.startedAt = startedAt
    status.lastPoll = lastPoll
    return status
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
