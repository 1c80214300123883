import MillraceAWS
import NIOCore
import Synchronization

/// A clock that tests set, with sleeps that take no time and are recorded.
final class TestClock: Sendable {
  private let state = Mutex<(now: Int64, sleeps: [TimeAmount])>((1_440_938_160_000, []))

  /// Milliseconds since 1970; 2015-08-30T12:36:00Z at first.
  var now: Int64 {
    get { state.withLock { $0.now } }
    set { state.withLock { $0.now = newValue } }
  }

  var sleeps: [TimeAmount] { state.withLock { $0.sleeps } }

  /// - Parameter random: what chance says, always.
  func clock(random: Double = 0.5) -> AWSClock {
    AWSClock(
      now: { self.now },
      sleep: { time in
        try Task.checkCancellation()
        self.state.withLock { $0.sleeps.append(time) }
      },
      random: { random })
  }
}
