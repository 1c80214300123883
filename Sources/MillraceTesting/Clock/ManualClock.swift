package import Foundation
import MillraceStorage
import Synchronization

/// A clock that stands still until a test moves it.
package final class ManualClock: WallClock {
  private let time: Mutex<Date>

  /// Starts at 2026-01-01T00:00:00Z unless told otherwise.
  package init(_ start: Date = Date(timeIntervalSince1970: 1_767_225_600)) {
    time = Mutex(start)
  }

  package var now: Date { time.withLock { $0 } }

  /// Moves the clock.
  package func advance(by seconds: TimeInterval) {
    time.withLock { $0 = $0.addingTimeInterval(seconds) }
  }
}
