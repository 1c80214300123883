import Foundation
import MillraceStorage
import Testing

/// A ledger under test with shorthands for what nearly every test does.
struct LedgerFixture {
  let ledger: any Ledger
  let clock: ManualClock
  let pipeline = "events"
  let day = "2026-11-21"

  static func file(_ number: Int, size: Int64 = 100, version: String = "v1") -> FileVersion {
    FileVersion(address: "/in/file-\(1000 + number).ndjson", version: version, size: size)
  }

  @discardableResult
  func register(_ numbers: Range<Int>, size: Int64 = 100, partition: String? = nil) async throws -> [Registration] {
    let files = numbers.map {
      NewFile(file: LedgerFixture.file($0, size: size), partition: partition ?? day)
    }
    return try await ledger.register(files, in: pipeline)
  }

  func plan(
    _ trigger: ManifestTrigger = .flush, target: Int64 = 1_000_000, maximumFiles: Int = 10_000,
    partition: String? = nil, schemaVersion: Int = 1
  ) async throws -> Manifest? {
    try await ledger.plan(
      PlanRequest(
        pipeline: pipeline, partition: partition ?? day, schemaVersion: schemaVersion, trigger: trigger,
        targetBytes: target, maximumFiles: maximumFiles))
  }

  func claim(_ owner: String = "a", for duration: TimeInterval = 60) async throws -> ClaimedManifest? {
    try await ledger.claimManifest(of: pipeline, owner: owner, for: duration)
  }

  /// Registers files, plans them into one manifest, and claims it.
  func claimed(_ numbers: Range<Int>, owner: String = "a") async throws -> ClaimedManifest {
    try await register(numbers)
    _ = try #require(try await plan())
    return try #require(try await claim(owner))
  }

  static func result(of manifest: Manifest, rows: Int64 = 10, badRecords: Int64 = 1) -> ManifestResult {
    let counts = manifest.inputs.map { _ in InputCounts(rows: rows, badRecords: badRecords) }
    let output = ManifestOutput(
      name: "\(manifest.id).parquet", size: 55, rows: rows * Int64(manifest.inputs.count))
    return ManifestResult(outputs: [output], inputs: counts)
  }

  func state(_ number: Int) async throws -> FileState? {
    try await ledger.versions(of: LedgerFixture.file(number).address, in: pipeline).last?.state
  }
}
