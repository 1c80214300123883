package import NIOCore

/// How long to wait before a retry: a random part of a time that doubles (full jitter).
///
/// Source: AWS Architecture Blog, “Exponential Backoff And Jitter”.
package enum RetryBackoff {
  package static let longest = TimeAmount.seconds(20)
  /// What the wait is a part of before the first retry.
  static let base = TimeAmount.milliseconds(100)
  /// The same after throttling.
  static let throttledBase = TimeAmount.milliseconds(1_000)

  /// - Parameters:
  ///   - attempt: the one that failed, from 1.
  ///   - random: from 0 up to 1.
  ///   - retryAfter: what the service asked for; at least that long, but at most ``longest``.
  package static func delay(
    afterAttempt attempt: Int, isThrottling: Bool, random: Double, retryAfter: TimeAmount?
  ) -> TimeAmount {
    let base = isThrottling ? throttledBase : base
    let ceiling = min(longest.nanoseconds, base.nanoseconds << Int64(min(attempt - 1, 16)))
    let jittered = TimeAmount.nanoseconds(Int64(Double(ceiling) * random))
    guard let retryAfter else { return jittered }
    return min(longest, max(jittered, retryAfter))
  }
}
