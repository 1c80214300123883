import Foundation
import MillraceStorage
import Testing

extension LedgerConformance {
  /// One worker at a time holds a manifest.
  package func checkLeases() async throws {
    try await checkOneHolder()
    try await checkRenewal()
    try await checkExpiry()
    try await checkRelease()
  }

  private func checkOneHolder() async throws {
    try await withFixture { fixture in
      #expect(try await fixture.claim() == nil)
      try await fixture.register(0..<4)
      let first = try #require(try await fixture.plan(target: 200))
      let second = try #require(try await fixture.plan(target: 200))
      let a = try #require(try await fixture.claim("a"))
      let b = try #require(try await fixture.claim("a"))
      #expect([a.manifest, b.manifest] == [first, second])
      #expect(a.lease.token != b.lease.token)
      #expect(a.lease.expiresAt == fixture.clock.now.addingTimeInterval(60))
      #expect(try await fixture.claim("b") == nil)
    }
  }

  private func checkRenewal() async throws {
    try await withFixture { fixture in
      let claimed = try await fixture.claimed(0..<2)
      fixture.clock.advance(by: 59)
      let renewed = try #require(try await fixture.ledger.renew(claimed.lease, for: 60))
      #expect(renewed.expiresAt == fixture.clock.now.addingTimeInterval(60))
      fixture.clock.advance(by: 59)
      #expect(try await fixture.claim("b") == nil)
      // It has lapsed, but nobody has taken it: it can still be renewed.
      fixture.clock.advance(by: 100)
      #expect(try await fixture.ledger.renew(renewed, for: 60) != nil)
      #expect(try await fixture.claim("b") == nil)
    }
  }

  private func checkExpiry() async throws {
    try await withFixture { fixture in
      let lost = try await fixture.claimed(0..<2)
      fixture.clock.advance(by: 60)
      let taken = try #require(try await fixture.claim("a"))
      #expect(taken.manifest == lost.manifest && taken.failures == 0)
      #expect(try await fixture.ledger.renew(lost.lease, for: 60) == nil)
      try await fixture.ledger.release(lost.lease)
      let retry = FailureDisposition.retry(at: fixture.clock.now)
      #expect(try await !fixture.ledger.fail(lost.lease, reason: "late", disposition: retry))
      let rejection = FileRejection(file: LedgerFixture.file(0), refusal: Refusal(.failed, reason: "late"))
      #expect(try await !fixture.ledger.reject([rejection], from: lost.lease))
      let result = LedgerFixture.result(of: lost.manifest)
      #expect(try await fixture.ledger.complete(lost.lease, with: result) == .leaseLost)
      #expect(try await fixture.claim("c") == nil)
      #expect(try await fixture.ledger.complete(taken.lease, with: result) == .recorded)
      #expect(try await fixture.ledger.complete(lost.lease, with: result) == .alreadyCompleted)
      #expect(try await fixture.ledger.complete(taken.lease, with: result) == .alreadyCompleted)
      #expect(try await fixture.ledger.totals(of: fixture.pipeline)?.rows == 20)
    }
  }

  private func checkRelease() async throws {
    try await withFixture { fixture in
      let claimed = try await fixture.claimed(0..<2)
      try await fixture.ledger.release(claimed.lease)
      let again = try #require(try await fixture.claim("b"))
      #expect(again.manifest == claimed.manifest && again.failures == 0)
      let result = LedgerFixture.result(of: claimed.manifest)
      #expect(try await fixture.ledger.complete(claimed.lease, with: result) == .leaseLost)
    }
  }
}
