import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct EndToEndTests {
  @Test func filesBecomeOneOutputADay() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#, #"{"n":2}"#)
    try fixture.write("deep/er/2026-11-21-b.ndjson", #"{"n":3}"#)
    try fixture.write("2026-11-22-c.ndjson", #"{"n":4}"#, "oops")
    let summary = try await fixture.run()
    #expect(summary.ending == .idle && summary.isComplete)
    #expect(summary.progress.filesCompleted == 3 && summary.progress.rows == 4)
    #expect(summary.progress.badRecords == 1 && summary.progress.manifestsCompleted == 2)
    #expect(try await fixture.rows() == (1...4).map { "{\"n\":\($0)}" })
    #expect(try await fixture.badRecords() == ["oops"])
    let folders = try await fixture.keys(of: fixture.output).map { $0.prefix { $0 != "/" } }
    #expect(folders == ["date=2026-11-21", "date=2026-11-22"])
    #expect(try await fixture.state("2026-11-22-c.ndjson") == .completed)
  }

  @Test func aSecondRunFindsNothingToDo() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    try await fixture.run()
    let summary = try await fixture.run()
    #expect(summary.progress.filesCompleted == 0 && summary.progress.filesFound == 0)
    #expect(fixture.converter.conversions == 1)
  }

  @Test func aRewrittenFileIsANewFile() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    try await fixture.run()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":10}"#)
    try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":10}"#, #"{"n":1}"#].sorted())
  }

  @Test func filesThatFailAChectAreQuarantinedWithTheReason() async throws {
    let fixture = try await PipelineFixture { $0.checks.maximumSize = 20 }
    try fixture.write("noname.ndjson", "{}")
    try fixture.write("2026-02-30-a.ndjson", "{}")
    try fixture.write("2026-11-21-big.ndjson", #"{"aaaaaaaaaaaaaaaaaaaaaaaaaa":1}"#)
    try fixture.folder.write([], to: "inbox/2026-11-21-empty.ndjson")
    let summary = try await fixture.run()
    #expect(summary.progress.filesQuarantined == 4 && summary.progress.filesCompleted == 0)
    #expect(try await fixture.reason("noname.ndjson")?.contains("does not fit “yyyy-mm-dd-*”") == true)
    #expect(try await fixture.reason("2026-02-30-a.ndjson")?.contains("no day of the calendar") == true)
    #expect(try await fixture.reason("2026-11-21-big.ndjson")?.contains("more than “checks.size.max”, 20B") == true)
    #expect(try await fixture.reason("2026-11-21-empty.ndjson") == "it is empty")
    #expect(try await fixture.keys(of: fixture.quarantine).count == 4)
    #expect(fixture.events.messages("file-quarantined").count == 4)
    try await fixture.run()
    #expect(fixture.events.messages("file-quarantined").count == 4)
  }

  @Test func manifestsAreWrittenDownForPeople() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    try await fixture.run()
    let keys = try await fixture.keys(of: fixture.manifests)
    #expect(keys.count == 2)
    let plan = try #require(keys.first { !$0.contains("result") })
    let manifest = try Manifest(json: try await fixture.manifests.get(ObjectKey(plan)))
    #expect(manifest.inputs.map(\.address) == [fixture.path("2026-11-21-a.ndjson")])
    #expect(plan == "2026-11-21/\(manifest.id).json")
  }

  @Test func withoutADateThereIsOneFolder() async throws {
    let fixture = try await PipelineFixture {
      $0.checks.name = .any
      $0.parquet?.partition = .none
    }
    try fixture.write("a.ndjson", #"{"n":1}"#)
    try await fixture.run()
    let keys = try await fixture.keys(of: fixture.output)
    #expect(keys.count == 1 && !(keys.first ?? "/").contains("/"))
  }

  @Test func aManifestOfBadRecordsOnlyHasNoOutput() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", "one", "two")
    let summary = try await fixture.run()
    #expect(summary.progress.filesCompleted == 1 && summary.progress.badRecords == 2)
    #expect(try await fixture.keys(of: fixture.output).isEmpty)
    #expect(try await fixture.badRecords() == ["one", "two"])
  }

  @Test func aMissingSourceFolderIsAnErrorAtTheStart() async throws {
    let fixture = try await PipelineFixture { $0.directory?.path += "/nowhere" }
    let error = await #expect(throws: PipelineError.self) { try await fixture.run() }
    #expect(error?.code == .sourceUnavailable)
  }
}
