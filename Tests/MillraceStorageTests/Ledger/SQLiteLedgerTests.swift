import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@Suite struct SQLiteLedgerTests {
  let directory: TemporaryDirectory
  let conformance: LedgerConformance

  init() throws {
    let directory = try TemporaryDirectory()
    self.directory = directory
    conformance = LedgerConformance { clock in
      try await SQLiteLedger.open(at: directory.file("\(UUID().uuidString).db"), clock: clock)
    }
  }

  @Test func conformsInIntake() async throws { try await conformance.checkIntake() }
  @Test func conformsInPlanning() async throws { try await conformance.checkPlanning() }
  @Test func conformsInLeases() async throws { try await conformance.checkLeases() }
  @Test func conformsInOutcomes() async throws { try await conformance.checkOutcomes() }
  @Test func conformsInReports() async throws { try await conformance.checkReports() }
  @Test func conformsInSchemas() async throws { try await conformance.checkSchemas() }
  @Test func conformsInConcurrency() async throws { try await conformance.checkConcurrency() }

  @Test func conformsAsClaimStore() async throws {
    let path = directory.file("claims.db")
    try await ClaimStoreConformance { try await SQLiteLedger.open(at: path, clock: $0) }.check()
  }

  @Test func conformsAsClaimStoreInRealTime() async throws {
    let path = directory.file("real.db")
    let conformance = ClaimStoreConformance(canAdvanceClock: false) { _ in try await SQLiteLedger.open(at: path) }
    try await conformance.checkReports()
  }

  @Test func twoConnectionsRaceForTheSameFiles() async throws {
    let clock = ManualClock()
    let path = directory.file("shared.db")
    let ledgers = [
      try await SQLiteLedger.open(at: path, clock: clock), try await SQLiteLedger.open(at: path, clock: clock),
    ]
    try await LedgerConformance.race(ledgers, workers: 6, files: 400, clock: clock)
  }

  @Test func manyOpenANewLedgerAtOnce() async throws {
    let path = directory.file("new.db")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<6 {
        group.addTask {
          let ledger = try await SQLiteLedger.open(at: path)
          _ = try await ledger.pipelines()
        }
      }
      try await group.waitForAll()
    }
  }

  @Test func keepsEverythingWhenOpenedAgain() async throws {
    let clock = ManualClock()
    let path = directory.file("again.db")
    let file = FileVersion(address: "/in/a", version: "1", size: 7)
    do {
      let ledger = try await SQLiteLedger.open(at: path, clock: clock)
      _ = try await ledger.register([NewFile(file: file, partition: "p")], in: "events")
      try ledger.close()
    }
    let ledger = try await SQLiteLedger.open(at: path, clock: clock)
    #expect(try await ledger.versions(of: "/in/a", in: nil).first?.file == file)
  }

  /// A ledger that was made before there were claims.
  @Test(.enabled(if: Python.isAvailable, "needs python3 as another program"))
  func takesOverAnOlderLedger() async throws {
    let path = directory.file("old.db")
    let file = FileVersion(address: "/in/a", version: "1", size: 7)
    do {
      let ledger = try await SQLiteLedger.open(at: path)
      _ = try await ledger.register([NewFile(file: file, partition: "p")], in: "events")
      let request = PlanRequest(pipeline: "events", partition: "p", schemaVersion: 1, trigger: .flush)
      _ = try #require(try await ledger.plan(request))
      try ledger.close()
    }
    try Python.run(
      """
      import sqlite3, sys
      c = sqlite3.connect(sys.argv[1])
      for sql in ['DROP TABLE claims', 'DROP TABLE checkpoints', 'ALTER TABLE manifests DROP COLUMN lapses',
                  'ALTER TABLE pipelines DROP COLUMN done_claims',
                  "DELETE FROM grdb_migrations WHERE identifier >= '2'"]:
          c.execute(sql)
      c.commit()
      """, path)
    let ledger = try await SQLiteLedger.open(at: path)
    guard case .claimed(let claim) = try await ledger.claim(["x"], in: "events", owner: "a", for: 60).first else {
      Issue.record("the item is not free")
      return
    }
    #expect(try await ledger.finish([claim], output: "") == [])
    #expect(try await ledger.states(of: ["x"], in: "events").first?.isDone == true)
    let claimed = try #require(try await ledger.claimManifest(of: "events", owner: "a", for: 60))
    #expect(claimed.manifest.inputs == [file] && claimed.lapses == 0)
  }
}
