package import MillraceStorage
import Testing

extension LedgerConformance {
  /// Many workers at once enter each file once, plan it once, and complete it once.
  package func checkConcurrency() async throws {
    try await withFixture { fixture in
      try await LedgerConformance.race([fixture.ledger], workers: 8, files: 300, clock: fixture.clock)
    }
  }

  /// Lets workers race for the same files on one ledger, through one or more connections to it.
  ///
  /// Each worker enters all files, then plans, claims and completes until nothing is left. The totals tell whether a file
  /// was counted twice or not at all.
  package static func race(_ ledgers: [any Ledger], workers: Int, files: Int, clock: ManualClock) async throws {
    let fixtures = ledgers.map { LedgerFixture(ledger: $0, clock: clock) }
    let (new, completed) = try await withThrowingTaskGroup(of: (Int, [FileVersion]).self) { group in
      for worker in 0..<workers {
        group.addTask { try await work(fixtures[worker % fixtures.count], worker: worker, files: files) }
      }
      return try await group.reduce((0, [FileVersion]())) { ($0.0 + $1.0, $0.1 + $1.1) }
    }
    #expect(new == files)
    #expect(completed.count == files && Set(completed).count == files)
    for fixture in fixtures {
      let totals = try #require(try await fixture.ledger.totals(of: fixture.pipeline))
      #expect(totals.filesCompleted == Int64(files) && totals.rows == Int64(files * 10))
      let counts = try await fixture.ledger.counts(of: fixture.pipeline)
      #expect(counts.isIdle && counts[.completed].files == files)
    }
  }

  private static func work(
    _ fixture: LedgerFixture, worker: Int, files: Int
  ) async throws -> (new: Int, completed: [FileVersion]) {
    var new = 0
    for start in stride(from: 0, to: files, by: 50) {
      new += try await fixture.register(start..<min(start + 50, files)).count(where: \.isNew)
    }
    var completed: [FileVersion] = []
    while true {
      let manifest = try await fixture.plan(target: 700)
      guard let claimed = try await fixture.claim("worker \(worker)") else {
        if manifest == nil { return (new, completed) }
        continue
      }
      let result = LedgerFixture.result(of: claimed.manifest)
      if try await fixture.ledger.complete(claimed.lease, with: result) == .recorded {
        completed += claimed.manifest.inputs
      }
    }
  }
}
