import Foundation
import MillraceStorage
import MillraceTesting
import Synchronization
import Testing

@testable import Millrace

@Suite struct SharedLedgerTests {
  @Test(.timeLimit(.minutes(5))) func twoRunsShareTheWorkAndRepeatNothing() async throws {
    let fixture = try await PipelineFixture { $0.parquet?.batch.size = 30 }
    for index in 100..<200 {
      try fixture.write("2026-11-\(index % 9 + 10)-\(index).ndjson", "{\"n\":\(index)}", "bad \(index)")
    }
    let second = try await SQLiteLedger.open(at: fixture.configuration.ledger.path)
    var others = fixture.parts
    others.ledger = second
    let runners = [try fixture.runner(), try fixture.runner(others)]
    try await withThrowingTaskGroup(of: Void.self) { group in
      for runner in runners {
        group.addTask {
          let summary = try await runner.run(until: .idle)
          #expect(summary.isComplete)
        }
      }
      try await group.waitForAll()
    }
    #expect(try await fixture.rows() == (100..<200).map { "{\"n\":\($0)}" })
    #expect(try await fixture.badRecords() == (100..<200).map { "bad \($0)" })
    #expect(runners.reduce(0) { $0 + $1.progress.filesCompleted } == 100)
    #expect(try await fixture.ledger.counts(of: "test")[.completed].files == 100)
  }

  @Test func anOwnerThatIsDeadIsRecognized() {
    let owner = LeaseOwner()
    #expect(!owner.isDead(owner.text))
    #expect(!owner.isDead("elsewhere/1/2/3"))
    var parts = owner.text.split(separator: "/")
    parts[parts.count - 3] = "4194304"
    #expect(owner.isDead(parts.joined(separator: "/")))
  }

  @Test func aProcessNumberThatWasGivenAgainIsNotTheSameOwner() throws {
    try #require(FileManager.default.fileExists(atPath: "/proc/self/stat"))
    let owner = LeaseOwner()
    var parts = owner.text.split(separator: "/")
    parts[parts.count - 2] = "1"
    #expect(owner.isDead(parts.joined(separator: "/")))
  }

  @Test(.timeLimit(.minutes(5))) func whatADeadProcessHeldIsTakenAtOnce() async throws {
    let fixture = try await PipelineFixture()
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#)
    let first = try fixture.runner()
    let source = DirectorySource(configuration: fixture.configuration, parts: fixture.parts, events: fixture.events)
    _ = try await source.pass(first.control) { _ in }
    #expect(try await first.planner.plan(flush: true).planned.count == 1)
    var parts = LeaseOwner().text.split(separator: "/")
    parts[parts.count - 3] = "4194304"
    let dead = parts.joined(separator: "/")
    _ = try #require(try await fixture.ledger.claimManifest(of: "test", owner: dead, for: 3600))
    #expect(try await fixture.run().isComplete)
  }

  /// A process that stood still for too long finds its manifest in another's hands: it must publish nothing.
  @Test(.timeLimit(.minutes(5))) func aLostLeaseEndsTheWork() async throws {
    let fixture = try await PipelineFixture()
    let gate = Mutex(false)
    fixture.converter.behave { behaviour in
      behaviour.onStart = { _ in
        while !gate.withLock({ $0 }) { usleep(1000) }
      }
    }
    try fixture.write("2026-11-21-a.ndjson", #"{"n":1}"#, "oops")
    let runner = try fixture.runner()
    async let summary = runner.run(until: .stopped)
    while fixture.converter.conversions == 0 { try await Task.sleep(for: .milliseconds(5)) }
    let lease = try #require(try await fixture.ledger.unfinishedManifests(of: "test", limit: 1).first?.lease)
    try await fixture.ledger.release(lease)
    let stolen = try #require(try await fixture.ledger.claimManifest(of: "test", owner: "thief", for: 3600))
    gate.withLock { $0 = true }
    runner.stop()
    #expect(try await summary.progress.filesCompleted == 0)
    #expect(try await fixture.keys(of: fixture.output).isEmpty)
    #expect(try await fixture.badRecords().isEmpty)
    #expect(try await fixture.state("2026-11-21-a.ndjson") == .manifested)
    try await fixture.ledger.release(stolen.lease)
    try await fixture.run()
    #expect(try await fixture.rows() == [#"{"n":1}"#])
    #expect(try await fixture.badRecords() == ["oops"])
  }
}
