import Foundation
import MillraceStorage
import Testing

extension LedgerConformance {
  /// Manifests take the oldest files, up to a size, each file once.
  package func checkPlanning() async throws {
    try await checkOldestFirst()
    try await checkTriggers()
    try await checkLargeFiles()
    try await checkPendingPartitions()
    try await checkManifestIsKept()
  }

  private func checkOldestFirst() async throws {
    try await withFixture { fixture in
      try await fixture.register(5..<8)
      try await fixture.register(0..<5)
      let first = try #require(try await fixture.plan(target: 300))
      #expect(first.inputs == (5..<8).map { LedgerFixture.file($0) })
      let second = try #require(try await fixture.plan(maximumFiles: 2))
      #expect(second.inputs == (0..<2).map { LedgerFixture.file($0) })
      #expect(try await fixture.plan()?.inputs == (2..<5).map { LedgerFixture.file($0) })
      #expect(try await fixture.plan() == nil)
      #expect(try await fixture.plan(partition: "unknown") == nil)
    }
  }

  private func checkTriggers() async throws {
    try await withFixture { fixture in
      try await fixture.register(0..<5)
      #expect(try await fixture.plan(.size, target: 501) == nil)
      let full = try #require(try await fixture.plan(.size, target: 250))
      #expect(full.inputs.count == 3 && full.trigger == .size)
      #expect(try await fixture.plan(.size, target: 250) == nil)
      #expect(try await fixture.plan(.size, target: 250, maximumFiles: 2)?.inputs.count == 2)
      try await fixture.register(5..<6)
      let aged = try #require(try await fixture.plan(.age, target: 250))
      #expect(aged.inputs.count == 1 && aged.trigger == .age)
    }
  }

  private func checkLargeFiles() async throws {
    try await withFixture { fixture in
      try await fixture.register(0..<1)
      try await fixture.register(1..<2, size: 1000)
      try await fixture.register(2..<4)
      // The large one is passed over at first, and then goes alone.
      let first = try #require(try await fixture.plan(.size, target: 300))
      #expect(first.inputs == [0, 2, 3].map { LedgerFixture.file($0) })
      #expect(try await fixture.plan(.size, target: 300)?.inputs == [LedgerFixture.file(1, size: 1000)])
      try await fixture.register(4..<5)
      try await fixture.register(5..<6, size: 1000)
      #expect(try await fixture.plan(.size, target: 300)?.inputs == [LedgerFixture.file(5, size: 1000)])
      #expect(try await fixture.plan(.flush, target: 300)?.inputs == [LedgerFixture.file(4)])
    }
  }

  private func checkPendingPartitions() async throws {
    try await withFixture { fixture in
      #expect(try await fixture.ledger.pendingPartitions(of: fixture.pipeline) == [])
      let start = fixture.clock.now
      try await fixture.register(0..<2, partition: "b")
      fixture.clock.advance(by: 10)
      try await fixture.register(2..<5, partition: "b")
      try await fixture.register(5..<6, partition: "a")
      let later = start.addingTimeInterval(10)
      let oldA = PendingPartition(partition: "a", count: 1, bytes: 100, oldest: later)
      #expect(
        try await fixture.ledger.pendingPartitions(of: fixture.pipeline)
          == [oldA, PendingPartition(partition: "b", count: 5, bytes: 500, oldest: start)])
      _ = try await fixture.plan(target: 200, partition: "b")
      #expect(
        try await fixture.ledger.pendingPartitions(of: fixture.pipeline)
          == [oldA, PendingPartition(partition: "b", count: 3, bytes: 300, oldest: later)])
      _ = try await fixture.plan(partition: "b")
      #expect(try await fixture.ledger.pendingPartitions(of: fixture.pipeline) == [oldA])
    }
  }

  private func checkManifestIsKept() async throws {
    try await withFixture { fixture in
      try await fixture.register(0..<3)
      let manifest = try #require(try await fixture.plan(schemaVersion: 7))
      #expect(manifest.id == Manifest.identity(schemaVersion: 7, inputs: manifest.inputs))
      #expect(try await fixture.ledger.manifest(manifest.id, of: fixture.pipeline) == manifest)
      #expect(try await fixture.ledger.manifest(manifest.id, of: "other") == nil)
      let claimed = try #require(try await fixture.claim())
      #expect(claimed.manifest == manifest && claimed.failures == 0)
      let counts = try await fixture.ledger.counts(of: fixture.pipeline)
      #expect(counts[.pending].files == 0 && counts[.manifested] == StateCounts.Tally(files: 3, bytes: 300))
      #expect(!counts.isIdle)
    }
  }
}
