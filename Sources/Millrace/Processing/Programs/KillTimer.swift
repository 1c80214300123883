internal import Foundation
internal import Synchronization

/// Ends a process group for good after a time, whatever happens to the task that asked for it.
final class KillTimer: Sendable {
  private let isCancelled = Mutex(false)

  init(process: pid_t, after grace: Duration) {
    DispatchQueue.global().asyncAfter(deadline: .now() + grace / .seconds(1)) { [self] in
      isCancelled.withLock { isCancelled in
        if !isCancelled { _ = kill(-process, SIGKILL) }
      }
    }
  }

  /// The group may be another's from now on.
  func cancel() {
    isCancelled.withLock { $0 = true }
  }
}
