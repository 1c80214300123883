package import Foundation

/// How often, and after which pause, a failed manifest is tried again.
package struct RetryPolicy: Sendable, Equatable {
  /// The first attempt counts.
  package var maximumAttempts: Int
  /// The pause after the first failure, in seconds. It doubles with each further one.
  package var firstDelay: TimeInterval
  /// The longest pause, in seconds.
  package var maximumDelay: TimeInterval

  package init(maximumAttempts: Int = 5, firstDelay: TimeInterval = 1, maximumDelay: TimeInterval = 300) {
    self.maximumAttempts = maximumAttempts
    self.firstDelay = firstDelay
    self.maximumDelay = maximumDelay
  }

  /// What to do after an attempt that fails now.
  ///
  /// - Parameter failures: how many attempts failed before this one, ``ClaimedManifest/failures``.
  package func disposition(afterFailures failures: Int, now: Date) -> FailureDisposition {
    if failures + 1 >= maximumAttempts { return .dead }
    let doublings = Double(1 << min(max(failures, 0), 30))
    return .retry(at: now.addingTimeInterval(min(firstDelay * doublings, maximumDelay)))
  }
}
