internal import Foundation
internal import MillraceStorage

/// Bounds how often in a row something is tried that fails because of its surroundings, with growing pauses.
struct TroubleLimit {
  private let retry: RetryPolicy
  private var failures = 0

  init(_ retry: RetryPolicy) {
    self.retry = retry
  }

  /// How long to wait before the next attempt.
  ///
  /// - Throws: the error itself, if waiting cannot help or has not helped often enough.
  mutating func delay(after error: any Error) throws -> Duration {
    failures += 1
    guard error.isPassing, failures < retry.maximumAttempts else { throw error }
    let doublings = Double(1 << min(failures - 1, 30))
    return .seconds(min(retry.firstDelay * doublings, retry.maximumDelay))
  }

  /// Something went well.
  mutating func reset() {
    failures = 0
  }
}
