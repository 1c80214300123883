internal import Synchronization

/// Gives slices out to workers, one after the other.
///
/// `@unchecked Sendable`: the planner is touched by whoever holds `lock` only.
final class SliceQueue: @unchecked Sendable {
  private let lock = Mutex(())
  private var planner: SlicePlanner
  private var isStopped = false

  init(_ planner: consuming SlicePlanner) { self.planner = planner }

  func next() -> InputSlice? {
    var slice: InputSlice?
    withUnsafeMutablePointer(to: &slice) { slice in
      nonisolated(unsafe) let slice = slice
      lock.withLock { _ in slice.pointee = isStopped ? nil : planner.next() }
    }
    return slice
  }

  /// No more slices are given out.
  func stop() { lock.withLock { _ in isStopped = true } }

  var failures: [Int: InputFailure] { lock.withLock { _ in planner.failures } }
}
