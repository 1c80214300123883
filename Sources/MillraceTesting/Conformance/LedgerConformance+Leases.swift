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
    try await checkParticularManifest()
    try await checkLapses()
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

  /// A manifest can be claimed by its name, if it could be claimed at all.
  private func checkParticularManifest() async throws {
    try await withFixture { fixture in
      let (ledger, pipeline) = (fixture.ledger, fixture.pipeline)
      #expect(try await ledger.claimManifest("unknown", of: pipeline, owner: "a", for: 60) == nil)
      try await fixture.register(0..<4)
      let first = try #require(try await fixture.plan(target: 200))
      let second = try #require(try await fixture.plan(target: 200))
      let claimed = try #require(try await ledger.claimManifest(second.id, of: pipeline, owner: "a", for: 60))
      #expect(claimed.manifest == second && claimed.lease.manifestID == second.id && claimed.lease.owner == "a")
      #expect(claimed.lease.expiresAt == fixture.clock.now.addingTimeInterval(60))
      #expect(try await ledger.claimManifest(second.id, of: pipeline, owner: "b", for: 60) == nil, "it is held")
      #expect(try await ledger.claimManifest(second.id, of: "other", owner: "b", for: 60) == nil)
      let retry = FailureDisposition.retry(at: fixture.clock.now.addingTimeInterval(30))
      #expect(try await ledger.fail(claimed.lease, reason: "x", disposition: retry))
      #expect(try await ledger.claimManifest(second.id, of: pipeline, owner: "b", for: 60) == nil, "it is resting")
      fixture.clock.advance(by: 30)
      let again = try #require(try await ledger.claimManifest(second.id, of: pipeline, owner: "b", for: 60))
      #expect(again.failures == 1 && again.lease.token != claimed.lease.token)
      let result = LedgerFixture.result(of: second)
      #expect(try await ledger.complete(again.lease, with: result) == .recorded)
      #expect(try await ledger.claimManifest(second.id, of: pipeline, owner: "b", for: 60) == nil, "it is done")
      #expect(try await fixture.claim()?.manifest == first)
    }
  }

  /// Claims that nobody ended are counted apart from failures, once each, when the next worker comes.
  private func checkLapses() async throws {
    try await withFixture { fixture in
      let (ledger, pipeline) = (fixture.ledger, fixture.pipeline)
      let first = try await fixture.claimed(0..<2)
      #expect(first.lapses == 0)
      try await ledger.release(first.lease)
      let second = try #require(try await fixture.claim())
      #expect(second.lapses == 0, "it was given back")
      fixture.clock.advance(by: 60)
      let renewed = try #require(try await ledger.renew(second.lease, for: 60))
      fixture.clock.advance(by: 60)
      #expect(try await ledger.unfinishedManifests(of: pipeline, limit: 1).first?.lapses == 0)
      let third = try #require(try await fixture.claim("b"))
      #expect(third.lapses == 1 && third.failures == 0, "renewing in time or late is no lapse, being replaced is one")
      #expect(try await ledger.renew(renewed, for: 60) == nil)
      #expect(try await ledger.fail(third.lease, reason: "x", disposition: .retry(at: fixture.clock.now)))
      let fourth = try #require(try await fixture.claim("b"))
      #expect(fourth.lapses == 1 && fourth.failures == 1)
      fixture.clock.advance(by: 61)
      let fifth = try #require(
        try await ledger.claimManifest(first.manifest.id, of: pipeline, owner: "c", for: 60))
      #expect(fifth.lapses == 2 && fifth.failures == 1)
      #expect(try await ledger.unfinishedManifests(of: pipeline, limit: 1).first?.lapses == 2)
    }
  }
}
