import Foundation
import MillraceStorage
import Testing

@Suite struct RetryPolicyTests {
  @Test func pausesDoubleUpToALimitAndThenItIsOver() {
    let policy = RetryPolicy(maximumAttempts: 5, firstDelay: 2, maximumDelay: 10)
    let now = Date(timeIntervalSince1970: 0)
    let pauses = (0..<4).map { policy.disposition(afterFailures: $0, now: now) }
    #expect(pauses == [2, 4, 8, 10].map { .retry(at: now.addingTimeInterval($0)) })
    #expect(policy.disposition(afterFailures: 4, now: now) == .dead)
    #expect(policy.disposition(afterFailures: 99, now: now) == .dead)
  }
}
