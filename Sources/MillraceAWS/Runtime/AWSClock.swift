package import NIOCore
import Foundation

/// Time and chance, injected so that tests need no sleeps.
package struct AWSClock: Sendable {
  /// Milliseconds since 1970.
  package var now: @Sendable () -> Int64
  /// Waits; throws when the task is cancelled.
  package var sleep: @Sendable (TimeAmount) async throws -> Void
  /// From 0 up to, but without, 1.
  package var random: @Sendable () -> Double

  package init(
    now: @escaping @Sendable () -> Int64, sleep: @escaping @Sendable (TimeAmount) async throws -> Void,
    random: @escaping @Sendable () -> Double
  ) {
    self.now = now
    self.sleep = sleep
    self.random = random
  }

  package static let system = AWSClock(
    now: {
      var time = timespec()
      clock_gettime(CLOCK_REALTIME, &time)
      return Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
    },
    sleep: { try await Task.sleep(nanoseconds: UInt64(max(0, $0.nanoseconds))) },
    random: { Double.random(in: 0..<1) })
}
