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
}
