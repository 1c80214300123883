import Foundation
import MillraceAWS
import MillraceCloudStorage
import MillraceStorage
import MillraceTesting
import Testing

/// Moto copies whole tables for each action of a transaction: numbers are small here.
@Suite(.enabled(if: MotoServer.isInstalled, "needs moto for Python"))
struct DynamoDBLedgerTests {
  let conformance = LedgerConformance(manyFiles: 345) { clock in
    try await MotoTables.ledger(clock: clock)
  }

  @Test func conformsInIntake() async throws { try await conformance.checkIntake() }
  @Test func conformsInPlanning() async throws { try await conformance.checkPlanning() }
  @Test func conformsInLeases() async throws { try await conformance.checkLeases() }
  @Test func conformsInOutcomes() async throws { try await conformance.checkOutcomes() }
  @Test func conformsInReports() async throws { try await conformance.checkReports() }
  @Test func conformsInSchemas() async throws { try await conformance.checkSchemas() }
  @Test func conformsInClaims() async throws {
    try await ClaimStoreConformance { clock in try await MotoTables.ledger(clock: clock) }.check()
  }

  @Test func manyProcessesRaceForTheSameFiles() async throws {
    let clock = ManualClock()
    let table = MotoTables.newName()
    var ledgers: [DynamoDBLedger] = []
    for _ in 0..<3 { ledgers.append(try await MotoTables.ledger(table, clock: clock)) }
    try await LedgerConformance.race(ledgers, workers: 3, files: 60, clock: clock)
  }

  @Test func conformsWithKeysThatAreSpread() async throws {
    var options = DynamoDBOptions()
    options.shards = 4
    let spread = LedgerConformance { [options] clock in
      try await MotoTables.ledger(clock: clock, options: options)
    }
    try await spread.checkPlanning()
    try await spread.checkOutcomes()
    try await spread.checkReports()
  }

  @Test func itemsAreAsOtherProgramsExpectThem() async throws {
    let table = MotoTables.newName()
    let ledger = try await MotoTables.ledger(table)
    let file = FileVersion(address: "s3://bucket/2026-11-21-a.ndjson", version: "etag", size: 3_500_000)
    _ = try await ledger.register([NewFile(file: file, partition: "2026-11-21")], in: "events")
    let plan = PlanRequest(pipeline: "events", partition: "2026-11-21", schemaVersion: 1, trigger: .flush)
    let manifest = try #require(try await ledger.plan(plan))
    let claimed = try #require(try await ledger.claimManifest(of: "events", owner: "a", for: 60))
    let counts = [InputCounts(rows: 4, badRecords: 0)]
    _ = try await ledger.complete(claimed.lease, with: ManifestResult(outputs: [], inputs: counts))
    let client = try await MotoTables.client
    let item = try #require(try await client.scan(.init(table: table)).items.first)
    #expect(item["date_prefix"]?.text == "2026-11-21" && item["status"]?.text == "completed")
    #expect(item["file_name"]?.text?.hasPrefix("2026-11-21-a.ndjson#") == true)
    #expect(item["file_path"]?.text == file.address && item["file_size_mb"]?.double == 3.5)
    #expect(item["job_run_id"]?.text == manifest.id && item["ttl"]?.integer != nil)
    #expect(item["created_at"]?.text?.hasSuffix("Z") == true && item["updated_at"]?.text?.hasSuffix("Z") == true)
    let metrics = try #require(try await client.scan(.init(table: "\(table)-metrics")).items.first)
    #expect(metrics["metric_type"]?.text == "job_run#\(manifest.id)" && metrics["job_name"]?.text == "events")
    #expect(metrics["state"]?.text == "SUCCEEDED" && metrics["rows"]?.integer == 4)
  }

  @Test func theNumberOfShardsIsFixed() async throws {
    let table = MotoTables.newName()
    _ = try await MotoTables.ledger("\(table)?shards=3")
    _ = try await MotoTables.ledger(table)
    let error = await #expect(throws: LedgerError.self) { try await MotoTables.ledger("\(table)?shards=4") }
    #expect(error?.message.contains("shards=3") == true)
  }

  @Test func tablesAreNotMadeWhereThatIsForbidden() async throws {
    let table = MotoTables.newName()
    let error = await #expect(throws: LedgerError.self) { try await MotoTables.ledger("\(table)?create=no") }
    #expect(error?.code == .unavailable && error?.message.contains(table) == true)
  }
}
