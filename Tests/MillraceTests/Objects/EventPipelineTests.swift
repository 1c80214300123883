import Foundation
import MillraceJSON
import MillraceStorage
import Testing

@testable import Millrace

@Suite struct EventPipelineTests {
  private typealias Samples = S3EventSamples

  @Test(.timeLimit(.minutes(5))) func everyRowComesOnceAndEachOddityIsToldOnce() async throws {
    let fixture = try await ObjectFixture()
    let plain = try await fixture.put("in/2026-11-21-a.ndjson", 1, 2)
    let odd = try await fixture.put("in/2026-11-21-ü +%20🌷.ndjson", 3)
    let bridged = try await fixture.put("in/2026-11-22-b+c.ndjson", 4)
    let replaced = try await fixture.put("in/2026-11-22-d.ndjson", 5)
    let present = try await fixture.put("in/2026-11-22-d.ndjson", 6, 7)
    let first = Samples.notification(
      Samples.record("in/2026-11-21-a.ndjson", size: 16, etag: "\"\(plain)\"", sequencer: "01"),
      Samples.record("in/2026-11-21-%C3%BC+%2B%2520%F0%9F%8C%B7.ndjson", size: nil, etag: odd))
    for _ in 0..<2 {
      try await fixture.send(
        Samples.notification(Samples.record("in/2026-11-22-d.ndjson", size: 16, etag: present, sequencer: "0A")),
        Samples.sns(Samples.eventBridge("in/2026-11-22-b+c.ndjson", etag: bridged)), Samples.sns(first), first,
        Samples.test,
        Samples.notification(Samples.record("in/2026-11-22-d.ndjson", etag: replaced, sequencer: "09")),
        Samples.notification(Samples.record("in/2026-11-22-gone.ndjson", size: 9, etag: "gone")),
        Samples.notification(Samples.record("in/2026-11-23-x.ndjson", name: "ObjectRemoved:Delete", sequencer: "1")),
        Samples.notification(Samples.record("in/2026-11-23-x.ndjson", name: "ObjectRestore:Post", sequencer: "1")),
        Samples.notification(Samples.record("in/picture.jpg")),
        ["Records": [["what": "ever"], Samples.record("in/2026-11-21-a.ndjson", size: 16, etag: plain)]])
    }
    let summary = try await fixture.run()
    #expect(try fixture.numbers() == [1, 2, 3, 4, 6, 7])
    #expect(summary.progress.filesCompleted == 4 && summary.progress.filesFailed == 1)
    let once = [
      "s3-test-event", "event-overtaken", "object-removed", "event-ignored", "entries-skipped", "file-failed",
    ]
    for name in once { #expect(fixture.events.messages(name).count == 1, "\(name)") }
    // Two messages with the same fault are two messages.
    #expect(fixture.events.messages("event-unreadable").count == 2)
    let attributes = try await fixture.queue.attributes()
    #expect(attributes.visible + attributes.inFlight == 0)
    // The same events again, in a later run, change nothing.
    try await fixture.send(first)
    #expect(try await fixture.run().progress.filesFound == 0)
    #expect(try fixture.numbers() == [1, 2, 3, 4, 6, 7])
  }

  @Test(.timeLimit(.minutes(5))) func whatIsNoEventIsLeftToTheQueue() async throws {
    let fixture = try await ObjectFixture()
    let etag = try await fixture.put("2026-11-21-a.ndjson", 1)
    try await fixture.send(
      ["hello": "there"], Samples.notification(Samples.record("2026-11-21-a.ndjson", etag: etag)))
    let runner = try await fixture.runner()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { _ = try await runner.run(until: .stopped) }
      try await fixture.events.wait(for: "manifest-completed")
      try await fixture.events.wait(for: "message-foreign")
      runner.stop()
      try await group.waitForAll()
    }
    #expect(try fixture.numbers() == [1])
    let attributes = try await fixture.queue.attributes()
    #expect(attributes.visible + attributes.inFlight + attributes.delayed == 1)
  }

  @Test(.timeLimit(.minutes(5))) func checksHoldForObjects() async throws {
    let fixture = try await ObjectFixture()
    let etag = try await fixture.put("in/wrong-name.ndjson", 1)
    try await fixture.send(Samples.notification(Samples.record("in/wrong-name.ndjson", size: 8, etag: etag)))
    let summary = try await fixture.run()
    #expect(summary.progress.filesQuarantined == 1 && summary.progress.manifestsCompleted == 0)
    let file = try await fixture.ledger().versions(of: "s3://inbox/in/wrong-name.ndjson", in: "test").first
    #expect(file?.state == .quarantined && file?.file.version == etag)
  }

  @Test(.timeLimit(.minutes(5))) func aBucketThatIsNotThereHoldsNothingElseUp() async throws {
    let fixture = try await ObjectFixture { $0.attempts = 1 }
    let etag = try await fixture.put("2026-11-21-a.ndjson", 1)
    try await fixture.send(
      Samples.notification(Samples.record("2026-11-21-a.ndjson", bucket: "elsewhere", etag: "e")),
      Samples.notification(Samples.record("2026-11-21-a.ndjson", etag: etag)))
    let summary = try await fixture.run()
    #expect(summary.progress.filesFailed == 1)
    #expect(try fixture.numbers() == [1])
  }
}
