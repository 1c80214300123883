import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct QuarantineReleaseTests {
  private func release(_ fixture: PipelineFixture) -> QuarantineRelease {
    QuarantineRelease(
      configuration: fixture.configuration, ledger: fixture.ledger,
      quarantine: QuarantineStore(store: fixture.quarantine))
  }

  @Test func aFileThatACheckRefusedIsTakenAfterItsRelease() async throws {
    let fixture = try await PipelineFixture { $0.checks.maximumSize = 5 }
    let path = try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    try await fixture.run()
    #expect(try await fixture.rows().isEmpty)
    #expect(try await release(fixture).releaseFiles(address: path) == 1)
    try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":1}"#])
    #expect(try await fixture.state("2026-11-21-a.ndjson") == .completed)
    #expect(try await release(fixture).releaseFiles(address: nil) == 0)
  }

  @Test func badRecordsComeBackAsAFileOnce() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#, "oops", "again")
    try await fixture.run()
    let key = try ObjectKey(try #require(try await fixture.keys(of: fixture.quarantine).first))
    let released = try await release(fixture).releaseBadRecords(in: key)
    #expect(released.records == 2)
    #expect(try String(contentsOfFile: (released.paths.first ?? ""), encoding: .utf8) == "oops\nagain\n")
    #expect(PathText.name((released.paths.first ?? "")).hasPrefix("2026-11-21-released-"))
    try await fixture.run()
    #expect(try await fixture.badRecords() == ["again", "oops"])
    #expect(try await fixture.rows() == [#"{"n":1}"#])
    await #expect(throws: PipelineError.self) { try await release(fixture).releaseBadRecords(in: key) }
  }

  @Test func aNameThatTheChecksWouldRefuseIsAnError() async throws {
    var fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#, "oops")
    try await fixture.run()
    fixture.configuration.checks.name = .pattern("events-*")
    let key = try ObjectKey(try #require(try await fixture.keys(of: fixture.quarantine).first))
    await #expect(throws: PipelineError.self) { try await release(fixture).releaseBadRecords(in: key) }
    #expect(try await fixture.badRecords() == ["oops"])
  }

  @Test func aFileThatCannotBeOpenedByTextGoesBackToQuarantine() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    let path = Array(fixture.path("2026-11-21-").utf8) + [0xFF] + Array(".ndjson".utf8)
    let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
    try #require(descriptor >= 0)
    close(descriptor)
    try await fixture.run()
    #expect(try await release(fixture).releaseFiles(address: nil) == 1)
    try await fixture.run()
    #expect(try await fixture.ledger.counts(of: "test")[.quarantined].files == 1)
    #expect(try await fixture.rows() == [#"{"n":1}"#])
  }
}
