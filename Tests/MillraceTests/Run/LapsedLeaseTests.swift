import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct LapsedLeaseTests {
  /// A process of this machine that has died is known to be dead; its death counts as one elsewhere does.
  @Test(.timeLimit(.minutes(5))) func deathsOnThisMachineCount() async throws {
    let fixture = try await PipelineFixture()
    let path = try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    let status = try FileStatus.of(path)
    let file = FileVersion(address: path, version: status.version, size: status.size)
    let ledger = fixture.parts.ledger
    _ = try await ledger.register([NewFile(file: file, partition: "2026-11-21")], in: "test")
    let pipeline = try ManifestPipeline(
      configuration: fixture.configuration, parts: fixture.parts, events: fixture.events)
    #expect(try await pipeline.planner.plan(flush: true).planned.count == 1)
    // No process can have this number (proc(5), pid_max).
    let dead =
      LeaseOwner().text.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
      + "/999999999/1/a"
    _ = try #require(try await ledger.claimManifest(of: "test", owner: dead, for: 600))
    try await pipeline.freeDeadLeases()
    let claim = try #require(try await ledger.claimManifest(of: "test", owner: "next", for: 600))
    #expect(claim.lapses == 1)
  }

  /// A manifest that brings down whoever works on it must not do so for ever.
  @Test(.timeLimit(.minutes(5))) func aManifestWhoseWorkersDieIsGivenUp() async throws {
    var fixture = try await PipelineFixture { $0.attempts = 3 }
    let clock = ManualClock(Date())
    fixture.clock = clock
    let path = try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    let ledger = try await SQLiteLedger.open(at: fixture.configuration.ledger.path, clock: clock)
    let file = FileVersion(
      address: path, version: try FileStatus.of(path).version, size: try FileStatus.of(path).size)
    _ = try await ledger.register([NewFile(file: file, partition: "2026-11-21")], in: "test")
    var parts = fixture.parts
    parts.ledger = ledger
    let pipeline = try ManifestPipeline(configuration: fixture.configuration, parts: parts, events: fixture.events)
    #expect(try await pipeline.planner.plan(flush: true).planned.count == 1)
    for _ in 0..<30 {
      _ = try #require(try await ledger.claimManifest(of: "test", owner: "elsewhere", for: 1))
      clock.advance(by: 2)
    }
    let summary = try await pipeline.run(until: .idle)
    #expect(summary.progress.filesFailed == 1 && fixture.converter.conversions == 0)
    #expect(try await ledger.versions(of: path, in: "test").first?.reason?.contains("died, or hung, 30 times") == true)
  }
}
