import MillraceAWS
import NIOCore
import Testing

@Suite("Retry quota and backoff") struct RetryQuotaTests {
  @Test("retries cost, and success brings back") func quota() {
    let quota = RetryQuota()
    for _ in 0..<50 { #expect(quota.take(forTimeout: true) == 10) }
    #expect(quota.available == 0)
    #expect(quota.take(forTimeout: false) == nil)
    for _ in 0..<5 { quota.succeeded(paid: 0) }
    #expect(quota.available == 5)
    #expect(quota.take(forTimeout: true) == nil)
    #expect(quota.take(forTimeout: false) == 5)
    quota.succeeded(paid: 10)
    #expect(quota.available == 10)
    for _ in 0..<1_000 { quota.succeeded(paid: 5) }
    #expect(quota.available == RetryQuota.capacity)
  }

  @Test("pauses double up to 20 s, times chance") func backoff() {
    func delay(_ attempt: Int, _ random: Double, throttled: Bool = false, after: TimeAmount? = nil) -> TimeAmount {
      RetryBackoff.delay(afterAttempt: attempt, isThrottling: throttled, random: random, retryAfter: after)
    }
    #expect(delay(1, 0.5) == .milliseconds(50))
    #expect(delay(3, 0.5) == .milliseconds(200))
    #expect(delay(1, 0.5, throttled: true) == .milliseconds(500))
    #expect(delay(60, 1, throttled: true) == .seconds(20))
    #expect(delay(5, 0) == .zero)
    #expect(delay(1, 0.5, after: .seconds(3)) == .seconds(3))
    #expect(delay(1, 0.5, after: .seconds(300)) == .seconds(20))
  }
}
