import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite struct DirectorySourceTests {
  private func source(_ fixture: PipelineFixture) -> DirectorySource {
    DirectorySource(configuration: fixture.configuration, parts: fixture.parts, events: fixture.events)
  }

  private func pass(_ source: DirectorySource) async throws -> IntakeReport {
    try await source.pass(RunControl()) { _ in }
  }

  @Test func aFileIsTakenOnceItHasBeenStill() async throws {
    var fixture = try await PipelineFixture { $0.directory?.settle = .seconds(60) }
    try fixture.write("2026-11-21-a.ndjson", "{}")
    let clock = ManualClock(Date())
    fixture.clock = clock
    let source = source(fixture)
    let first = try await pass(source)
    #expect(first.unsettled == 1 && first.registered == 0)
    #expect((0...60).contains(first.nextSettled ?? -1))
    clock.advance(by: 61)
    #expect(try await pass(source).registered == 1)
    #expect(try await pass(source).registered == 0)
  }

  @Test func aFileFromTheFutureIsWatchedInstead() async throws {
    let clock = ManualClock(Date(timeIntervalSince1970: 1_000_000_000))
    var fixture = try await PipelineFixture { $0.directory?.settle = .seconds(60) }
    fixture.clock = clock
    try fixture.write("2026-11-21-a.ndjson", "{}")
    let source = source(fixture)
    #expect(try await pass(source).unsettled == 1)
    clock.advance(by: 59)
    #expect(try await pass(source).unsettled == 1)
    try fixture.write("2026-11-21-a.ndjson", "{}", "{}")
    clock.advance(by: 59)
    #expect(try await pass(source).unsettled == 1)
    clock.advance(by: 61)
    #expect(try await pass(source).registered == 1)
  }

  @Test func moreFilesThanABatchAreAllEnteredOnce() async throws {
    let fixture = try await PipelineFixture()
    for index in 0..<2500 { try fixture.write("2026-11-21-\(index).ndjson", "{}") }
    let first = source(fixture)
    #expect(try await pass(first).registered == 2500)
    let again = try await pass(first)
    #expect(again.registered == 0 && again.files == 2500)
    #expect(try await pass(source(fixture)).registered == 0)
    #expect(try await fixture.ledger.counts(of: "test")[.pending].files == 2500)
  }

  @Test func aPathThatIsNotUTF8IsQuarantinedWithAReason() async throws {
    let fixture = try await PipelineFixture()
    let path = Array(fixture.path("2026-11-21-").utf8) + [0xFF] + Array(".ndjson".utf8)
    let descriptor = path.withCString { open($0, O_CREAT | O_WRONLY, 0o600) }
    try #require(descriptor >= 0)
    close(descriptor)
    #expect(try await pass(source(fixture)).quarantined == 1)
    let page = try await fixture.ledger.files(in: .quarantined, of: "test", after: nil, limit: 10)
    #expect(page.files.first?.reason?.contains("not UTF-8") == true)
    #expect(page.files.first?.file.address.hasSuffix("2026-11-21-%FF.ndjson") == true)
  }

  @Test func aProblemIsReportedOnceUntilItIsGone() async throws {
    let fixture = try await PipelineFixture { $0.directory?.followLinks = true }
    let link = fixture.path("2026-11-21-a.ndjson")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
    let source = source(fixture)
    _ = try await pass(source)
    _ = try await pass(source)
    #expect(fixture.events.messages("source-problem").count == 1)
    try FileManager.default.removeItem(atPath: link)
    _ = try await pass(source)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "nowhere")
    _ = try await pass(source)
    #expect(fixture.events.messages("source-problem").count == 2)
  }

  /// In a process of its own, which is somebody else as far as reading is concerned: root may read everything.
  @Test func whatMayNotBeReadIsTriedAgain() async {
    await #expect(processExitsWith: .success) {
      let fixture = try await PipelineFixture()
      let path = try fixture.write("2026-11-21-a.ndjson", "{}")
      for folder in [fixture.folder.path, fixture.folder.file("inbox")] { try #require(chmod(folder, 0o755) == 0) }
      let nobody: uid_t = 65534
      if geteuid() == 0 { try #require(setreuid(nobody, 0) == 0) }
      let source = DirectorySource(
        configuration: fixture.configuration, parts: fixture.parts, events: fixture.events)
      chmod(path, 0)
      let first = try await source.pass(RunControl()) { _ in }
      try #require(first.unreadable == 1 && first.registered == 0)
      chmod(path, 0o644)
      let second = try await source.pass(RunControl()) { _ in }
      try #require(second.unreadable == 0 && second.registered == 1)
    }
  }

  @Test func filesThatDoNotFitAreMentionedOnce() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("notes.txt", "hello")
    try fixture.write(".hidden", "hello")
    let source = source(fixture)
    _ = try await pass(source)
    _ = try await pass(source)
    let messages = fixture.events.messages("entries-skipped")
    #expect(messages == ["left alone in \(fixture.folder.file("inbox")): 1 hidden, 1 outside “match”"])
  }
}
