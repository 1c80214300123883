import Foundation
import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

@testable import Millrace

@Suite struct ShutdownTests {
  /// Starts a watching run, calls `body` beside it, and stops it.
  private func watching(
    _ fixture: PipelineFixture, _ body: @escaping @Sendable (ManifestPipeline) async throws -> Void
  ) async throws -> RunSummary {
    let runner = try fixture.runner()
    return try await withThrowingTaskGroup(of: RunSummary?.self) { group in
      group.addTask { try await runner.run(until: .stopped) }
      group.addTask {
        defer { runner.stop() }
        try await body(runner)
        return nil
      }
      var summary: RunSummary?
      while let next = try await group.next() { summary = next ?? summary }
      return try #require(summary)
    }
  }

  @Test(.timeLimit(.minutes(5))) func filesThatArriveAreTaken() async throws {
    let fixture = try await PipelineFixture()
    let summary = try await watching(fixture) { _ in
      try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
      try await fixture.events.wait(for: "manifest-completed")
      try fixture.write("2026-11-21-b.ndjson", #"{"n":2}"#)
      try await fixture.events.wait(for: "manifest-completed", count: 2)
    }
    #expect(summary.ending == .stopped && summary.progress.rows == 2)
    #expect(try await fixture.rows() == [#"{"n":1}"#, #"{"n":2}"#])
  }

  @Test(.timeLimit(.minutes(5))) func whatWaitsStaysInTheLedgerForTheNextRun() async throws {
    let fixture = try await PipelineFixture { $0.parquet?.batch.age = .seconds(3600) }
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    _ = try await watching(fixture) { _ in try await fixture.events.wait(for: "files-found") }
    #expect(try await fixture.rows().isEmpty)
    #expect(try await fixture.state("2026-11-21-a.ndjson") == .pending)
    try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":1}"#])
  }

  @Test(.timeLimit(.minutes(5))) func aConversionIsFinishedWithinTheDeadline() async throws {
    let fixture = try await PipelineFixture()
    let gate = Mutex(false)
    fixture.converter.behave { behaviour in
      behaviour.onStart = { _ in
        while !gate.withLock({ $0 }) { usleep(1000) }
      }
    }
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    _ = try await watching(fixture) { runner in
      while fixture.converter.conversions == 0 { try await Task.sleep(for: .milliseconds(5)) }
      runner.stop()
      gate.withLock { $0 = true }
    }
    #expect(try await fixture.rows() == [#"{"n":1}"#])
    #expect(try await fixture.state("2026-11-21-a.ndjson") == .completed)
  }

  @Test(.timeLimit(.minutes(5))) func aConversionIsGivenBackAtTheDeadline() async throws {
    let fixture = try await PipelineFixture { $0.shutdownDeadline = .milliseconds(50) }
    fixture.converter.behave { behaviour in
      behaviour.onStart = { monitor in
        while !monitor.isCancelled { usleep(1000) }
      }
    }
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    let summary = try await watching(fixture) { _ in
      while fixture.converter.conversions == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }
    #expect(summary.ending == .stopped && summary.progress.rows == 0)
    // The lease was given back: nobody has to wait for it.
    #expect(try await fixture.ledger.claimManifest(of: "test", owner: "next", for: 0.001) != nil)
    #expect(try await fixture.keys(of: fixture.output).isEmpty)
    fixture.converter.behave { $0.onStart = nil }
    try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":1}"#])
  }

  @Test(.timeLimit(.minutes(5))) func aSourceFolderThatVanishesIsWaitedFor() async throws {
    let fixture = try await PipelineFixture()
    let inbox = fixture.folder.file("inbox")
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    _ = try await watching(fixture) { _ in
      try await fixture.events.wait(for: "manifest-completed")
      rename(inbox, inbox + "-away")
      try await fixture.events.wait(for: "source-gone")
      rename(inbox + "-away", inbox)
      try await fixture.events.wait(for: "source-back")
      try fixture.write("2026-11-21-b.ndjson", #"{"n":2}"#)
      try await fixture.events.wait(for: "manifest-completed", count: 2)
    }
    #expect(try await fixture.rows() == [#"{"n":1}"#, #"{"n":2}"#])
    #expect(fixture.events.messages("source-gone").count == 1)
  }

  @Test(.timeLimit(.minutes(5))) func aSourceFolderThatVanishesDuringWorkDoesNotMakeItsFilesFail() async throws {
    let fixture = try await PipelineFixture()
    let inbox = fixture.folder.file("inbox")
    let isFirst = Mutex(true)
    fixture.converter.behave { behaviour in
      behaviour.onStart = { _ in
        let isFirst = isFirst.withLock { value in
          defer { value = false }
          return value
        }
        guard isFirst else { return }
        rename(inbox, inbox + "-away")
        throw InputsRefused(refused: [.init(input: 0, kind: .gone, reason: "gone: no such file")])
      }
    }
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    _ = try await watching(fixture) { _ in
      try await fixture.events.wait(for: "source-gone")
      rename(inbox + "-away", inbox)
      try await fixture.events.wait(for: "manifest-completed")
    }
    #expect(try await fixture.rows() == [#"{"n":1}"#])
  }
}
