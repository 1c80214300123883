internal import Synchronization

/// Gives slices out to workers, one after the other.
final class SliceQueue: Sendable {
  private struct State: ~Copyable {
    var planner: SlicePlanner
    var isStopped = false
  }

  private let state: Mutex<State>

  init(_ planner: consuming sending SlicePlanner) { state = Mutex(State(planner: planner)) }

  func next() -> InputSlice? {
    nonisolated(unsafe) var slice: InputSlice?
    state.withLock { state in
      if !state.isStopped { slice = state.planner.next() }
    }
    return slice
  }

  /// No more slices are given out.
  func stop() { state.withLock { $0.isStopped = true } }

  var failures: [Int: InputFailure] { state.withLock { $0.planner.failures } }
}
