internal import Synchronization

/// The time for signatures: the machine's clock, corrected by what services said of it.
package final class ClockCorrection: Sendable {
  /// Services take signatures that are up to 15 minutes old; less than this is not worth a correction.
  static let tolerance: Int64 = 240

  private let clock: AWSClock
  private let state: Mutex<(offset: Int64, latest: SigningTime)>

  init(clock: AWSClock) {
    self.clock = clock
    state = Mutex((0, SigningTime(second: 0)))
  }

  /// Seconds to be added to the machine's clock.
  package var offset: Int64 { state.withLock { $0.offset } }

  package var now: SigningTime {
    let second = clock.now() / 1_000
    return state.withLock { state in
      let corrected = second + state.offset
      if state.latest.second != corrected { state.latest = SigningTime(second: corrected) }
      return state.latest
    }
  }

  /// - Parameter second: the service's time, since 1970.
  /// - Returns: whether the clock was wrong by so much that this explains the error.
  func correct(to second: Int64, signedAt: SigningTime) -> Bool {
    if abs(second - signedAt.second) < ClockCorrection.tolerance { return false }
    let own = clock.now() / 1_000
    state.withLock { $0.offset = second - own }
    return true
  }
}
