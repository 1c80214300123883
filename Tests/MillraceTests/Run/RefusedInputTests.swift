import Foundation
import MillraceConversion
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// Inputs that cannot be converted must not stop their neighbours.
@Suite struct RefusedInputTests {
  private func fixture() async throws -> PipelineFixture {
    let fixture = try await PipelineFixture { $0.attempts = 3 }
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    try fixture.write("2026-11-21-b.ndjson", #"{"n":2}"#, "oops")
    try fixture.write("2026-11-21-c.ndjson", #"{"n":3}"#)
    return fixture
  }

  @Test func aBadFileIsQuarantinedAndTheRestGoesOn() async throws {
    let fixture = try await fixture()
    fixture.converter.behave { $0.refused = ["2026-11-21-b.ndjson": .bad] }
    let summary = try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":1}"#, #"{"n":3}"#])
    #expect(try await fixture.state("2026-11-21-b.ndjson") == .quarantined)
    #expect(try await fixture.badRecords().isEmpty)
    #expect(summary.progress.filesQuarantined == 1 && summary.progress.filesCompleted == 2)
    #expect(try await fixture.keys(of: fixture.quarantine).count == 1)
  }

  @Test func anUnreadableFileIsTriedAgainAndThenFailsAlone() async throws {
    let fixture = try await fixture()
    fixture.converter.behave { $0.refused = ["2026-11-21-b.ndjson": .unreadable] }
    let summary = try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":1}"#, #"{"n":3}"#])
    #expect(try await fixture.state("2026-11-21-b.ndjson") == .failed)
    #expect(fixture.converter.conversions == 4)
    #expect(!summary.isComplete && summary.progress.filesFailed == 1)
  }

  @Test func aFileThatVanishesBeforeItIsReadFailsAloneAndMayComeBack() async throws {
    let fixture = try await fixture()
    let lost = fixture.path("2026-11-21-b.ndjson")
    let kept = fixture.folder.file("kept")
    fixture.converter.behave { behaviour in
      behaviour.onStart = { _ in
        if FileManager.default.fileExists(atPath: lost) { rename(lost, kept) }
      }
    }
    try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":1}"#, #"{"n":3}"#])
    #expect(try await fixture.state("2026-11-21-b.ndjson") == .failed)
    #expect(try await fixture.reason("2026-11-21-b.ndjson")?.hasPrefix("gone: it was removed") == true)
    fixture.converter.behave { $0.onStart = nil }
    rename(kept, lost)
    try await fixture.run()
    #expect(try await fixture.state("2026-11-21-b.ndjson") == .completed)
    #expect(try await fixture.rows() == (1...3).map { "{\"n\":\($0)}" })
    #expect(try await fixture.badRecords() == ["oops"])
  }

  @Test func aFileThatIsRewrittenWhileItIsReadCountsInItsNewVersion() async throws {
    let fixture = try await fixture()
    let path = fixture.path("2026-11-21-b.ndjson")
    fixture.converter.behave { behaviour in
      behaviour.onStart = { _ in
        guard try String(contentsOfFile: path, encoding: .utf8).contains("oops") else { return }
        try Data("{\"n\":22}\n".utf8).write(to: URL(fileURLWithPath: path))
      }
    }
    // The first run ends when the new version has been found, or without it; the second finds it in any case.
    try await fixture.run()
    try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":1}"#, #"{"n":22}"#, #"{"n":3}"#])
    #expect(try await fixture.badRecords().isEmpty)
    let versions = try await fixture.ledger.versions(of: path, in: nil)
    #expect(versions.map(\.state) == [.failed, .completed])
    #expect(versions.first?.reason?.contains("rewritten") == true)
  }

  @Test func aManifestThatCannotBeConvertedIsGivenUpAfterAllAttempts() async throws {
    let fixture = try await fixture()
    struct Defect: Error {}
    fixture.converter.behave { $0.errors = [Defect(), Defect(), Defect()] }
    let summary = try await fixture.run()
    #expect(summary.progress.filesFailed == 3)
    #expect(fixture.converter.conversions == 3)
    #expect(try await fixture.rows().isEmpty)
  }

  @Test func aDefectThatPassesIsOvercome() async throws {
    let fixture = try await fixture()
    struct Defect: Error {}
    fixture.converter.behave { $0.errors = [Defect(), Defect()] }
    #expect(try await fixture.run().isComplete)
    #expect(try await fixture.rows().count == 3)
  }

  @Test func newColumnsJoinTheSchemaOnce() async throws {
    let fixture = try await fixture()
    fixture.converter.behave {
      $0.newColumns = [ColumnDefinition(name: "extra", type: .string)]
    }
    try await fixture.run()
    try fixture.write("2026-11-22-d.ndjson", #"{"n":4}"#)
    try await fixture.run()
    #expect(try await fixture.ledger.schemaHistory(of: "test").map(\.version) == [1, 2])
    let manifests = try await fixture.ledger.recentManifests(of: "test", limit: 10)
    #expect(manifests.map(\.schemaVersion) == [2, 1])
  }
}
