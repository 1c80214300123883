import Foundation
import MillraceStorage
import Testing

extension LedgerConformance {
  /// A manifest is completed, fails, or is dissolved, and its files go with it.
  package func checkOutcomes() async throws {
    try await checkCompletion()
    try await checkRetry()
    try await checkDeath()
    try await checkRejection()
    try await checkRedriveOfOne()
    try await checkSameManifestAgain()
  }

  private func checkCompletion() async throws {
    try await withFixture { fixture in
      let claimed = try await fixture.claimed(0..<2)
      let short = ManifestResult(outputs: [], inputs: [InputCounts(rows: 1, badRecords: 0)])
      let error = await #expect(throws: LedgerError.self) {
        try await fixture.ledger.complete(claimed.lease, with: short)
      }
      #expect(error?.code == .invalidRequest)
      let output = ManifestOutput(name: "x.parquet", size: 70, rows: 11)
      let counts = [InputCounts(rows: 4, badRecords: 0), InputCounts(rows: 7, badRecords: 3)]
      let result = ManifestResult(outputs: [output], inputs: counts)
      fixture.clock.advance(by: 5)
      #expect(try await fixture.ledger.complete(claimed.lease, with: result) == .recorded)
      for (number, count) in counts.enumerated() {
        let versions = try await fixture.ledger.versions(of: LedgerFixture.file(number).address, in: nil)
        let file = try #require(versions.first)
        #expect(file.state == .completed && file.counts == count && file.outputs == [output])
        #expect(file.manifest == claimed.manifest.id && file.updatedAt == fixture.clock.now)
      }
      #expect(
        try await fixture.ledger.totals(of: fixture.pipeline)
          == PipelineTotals(
            rows: 11, badRecords: 3, bytesIn: 200, bytesOut: 70, filesCompleted: 2, manifestsCompleted: 1,
            lastActivity: fixture.clock.now))
      let states = try await fixture.ledger.counts(of: fixture.pipeline)
      #expect(states.isIdle && states[.completed] == StateCounts.Tally(files: 2, bytes: 200))
      #expect(try await fixture.ledger.manifest(claimed.manifest.id, of: fixture.pipeline) == claimed.manifest)
    }
  }

  private func checkRetry() async throws {
    try await withFixture { fixture in
      let claimed = try await fixture.claimed(0..<2)
      let later = fixture.clock.now.addingTimeInterval(30)
      #expect(try await fixture.ledger.fail(claimed.lease, reason: "timeout", disposition: .retry(at: later)))
      #expect(try await !fixture.ledger.fail(claimed.lease, reason: "again", disposition: .dead))
      fixture.clock.advance(by: 29)
      #expect(try await fixture.claim() == nil)
      let summary = try #require(try await fixture.ledger.unfinishedManifests(of: fixture.pipeline, limit: 9).first)
      #expect(
        summary.failures == 1 && summary.reason == "timeout" && summary.notBefore == later && summary.lease == nil)
      fixture.clock.advance(by: 1)
      let again = try #require(try await fixture.claim())
      #expect(again.manifest == claimed.manifest && again.failures == 1)
      let file = try #require(try await fixture.ledger.versions(of: LedgerFixture.file(0).address, in: nil).first)
      #expect(file.state == .manifested && file.attempts == 1)
    }
  }

  private func checkDeath() async throws {
    try await withFixture { fixture in
      let claimed = try await fixture.claimed(0..<2)
      #expect(try await fixture.ledger.fail(claimed.lease, reason: "no more", disposition: .dead))
      fixture.clock.advance(by: 100)
      #expect(try await fixture.claim() == nil)
      let file = try #require(try await fixture.ledger.versions(of: LedgerFixture.file(1).address, in: nil).first)
      #expect(file.state == .failed && file.reason == "no more" && file.attempts == 1)
      let result = LedgerFixture.result(of: claimed.manifest)
      #expect(try await fixture.ledger.complete(claimed.lease, with: result) == .superseded)
      #expect(try await fixture.ledger.redrive(RedriveSelection(states: [.quarantined]), in: fixture.pipeline) == 0)
      #expect(try await fixture.ledger.redrive(RedriveSelection(states: [.failed]), in: fixture.pipeline) == 2)
      #expect(
        try await fixture.ledger.counts(of: fixture.pipeline)[.pending] == StateCounts.Tally(files: 2, bytes: 200))
    }
  }

  private func checkRejection() async throws {
    try await withFixture { fixture in
      let claimed = try await fixture.claimed(0..<4)
      let foreign = FileRejection(file: LedgerFixture.file(9), refusal: Refusal(.failed, reason: "?"))
      for bad in [[], [foreign]] {
        let error = await #expect(throws: LedgerError.self) {
          try await fixture.ledger.reject(bad, from: claimed.lease)
        }
        #expect(error?.code == .invalidRequest)
      }
      let rejections = [
        FileRejection(file: LedgerFixture.file(1), refusal: Refusal(.quarantined, reason: "truncated")),
        FileRejection(file: LedgerFixture.file(2), refusal: Refusal(.failed, reason: "unreadable")),
      ]
      #expect(try await fixture.ledger.reject(rejections, from: claimed.lease))
      let states = try await [fixture.state(0), fixture.state(1), fixture.state(2), fixture.state(3)]
      #expect(states == [.pending, .quarantined, .failed, .pending])
      let result = LedgerFixture.result(of: claimed.manifest)
      #expect(try await fixture.ledger.complete(claimed.lease, with: result) == .superseded)
      #expect(try await fixture.ledger.manifest(claimed.manifest.id, of: fixture.pipeline) == nil)
      #expect(try await fixture.ledger.recentManifests(of: fixture.pipeline, limit: 1).first?.state == .dissolved)
      let next = try #require(try await fixture.plan())
      #expect(next.inputs == [LedgerFixture.file(0), LedgerFixture.file(3)])
    }
  }

  private func checkRedriveOfOne() async throws {
    try await withFixture { fixture in
      let claimed = try await fixture.claimed(0..<3)
      let rejections = (0..<2).map {
        FileRejection(file: LedgerFixture.file($0), refusal: Refusal(.quarantined, reason: "bad"))
      }
      #expect(try await fixture.ledger.reject(rejections, from: claimed.lease))
      let one = RedriveSelection(address: LedgerFixture.file(1).address)
      #expect(try await fixture.ledger.redrive(one, in: "other") == 0)
      #expect(try await fixture.ledger.redrive(one, in: fixture.pipeline) == 1)
      #expect(try await fixture.ledger.redrive(one, in: fixture.pipeline) == 0)
      let file = try #require(try await fixture.ledger.versions(of: LedgerFixture.file(1).address, in: nil).first)
      #expect(file.state == .pending && file.reason == nil)
      #expect(try await fixture.state(0) == .quarantined)
      // What was entered first is still planned first.
      #expect(try await fixture.plan(target: 1)?.inputs == [LedgerFixture.file(1)])
    }
  }

  /// The same files sent round again make a manifest of the same identity, and a lease of its first life is worth nothing.
  private func checkSameManifestAgain() async throws {
    try await withFixture { fixture in
      let old = try await fixture.claimed(0..<2)
      #expect(try await fixture.ledger.fail(old.lease, reason: "dead", disposition: .dead))
      #expect(try await fixture.ledger.redrive(RedriveSelection(), in: fixture.pipeline) == 2)
      let manifest = try #require(try await fixture.plan())
      #expect(manifest.id == old.manifest.id)
      let claimed = try #require(try await fixture.claim())
      #expect(claimed.failures == 0)
      let result = LedgerFixture.result(of: manifest)
      #expect(try await fixture.ledger.complete(old.lease, with: result) == .leaseLost)
      #expect(try await fixture.ledger.complete(claimed.lease, with: result) == .recorded)
    }
  }
}
