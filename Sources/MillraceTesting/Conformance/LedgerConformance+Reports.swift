import Foundation
import MillraceStorage
import Testing

extension LedgerConformance {
  /// Reports show what is there, a page at a time.
  package func checkReports() async throws {
    try await checkNothingKnown()
    try await checkVersions()
    try await checkPages()
    try await checkManifestLists()
  }

  private func checkNothingKnown() async throws {
    try await withFixture { fixture async throws in
      #expect(try await fixture.ledger.pipelines() == [])
      #expect(try await fixture.ledger.totals(of: "none") == nil)
      #expect(try await fixture.ledger.counts(of: "none") == StateCounts())
      #expect(try await fixture.ledger.counts(of: "none").isIdle)
      #expect(try await fixture.ledger.versions(of: "/none", in: nil) == [])
      #expect(try await fixture.ledger.files(in: .pending, of: "none", after: nil, limit: 9).files == [])
      #expect(try await fixture.ledger.recentManifests(of: "none", limit: 9) == [])
    }
  }

  private func checkVersions() async throws {
    try await withFixture { fixture in
      let start = fixture.clock.now
      let versions = ["v2", "v1", "v3"].map { LedgerFixture.file(1, version: $0) }
      for file in versions {
        _ = try await fixture.ledger.register([NewFile(file: file, partition: fixture.day)], in: fixture.pipeline)
        fixture.clock.advance(by: 1)
      }
      let found = try await fixture.ledger.versions(of: versions[0].address, in: fixture.pipeline)
      #expect(found.map(\.file) == versions)
      #expect(found.map(\.createdAt) == [0, 1, 2].map { start.addingTimeInterval($0) })
      #expect(found.allSatisfy { $0.state == .pending && $0.partition == fixture.day && $0.counts == nil })
      #expect(try await fixture.ledger.versions(of: versions[0].address, in: "other") == [])
      #expect(try await fixture.ledger.versions(of: versions[0].address, in: nil).count == 3)
    }
  }

  private func checkPages() async throws {
    try await withFixture { fixture in
      let claimed = try await fixture.claimed(0..<7)
      let result = LedgerFixture.result(of: claimed.manifest)
      #expect(try await fixture.ledger.complete(claimed.lease, with: result) == .recorded)
      try await fixture.register(10..<15, partition: "b")
      try await fixture.register(15..<20, partition: "a")
      _ = try await fixture.ledger.register([NewFile(file: LedgerFixture.file(10), partition: "b")], in: "other")
      #expect(try await pages(of: .completed, fixture).map(\.file) == (0..<7).map { LedgerFixture.file($0) })
      let pending = try await pages(of: .pending, fixture)
      #expect(Set(pending.map(\.file)) == Set((10..<20).map { LedgerFixture.file($0) }) && pending.count == 10)
      for partition in ["a", "b"] {
        let files = pending.filter { $0.partition == partition }.map(\.file)
        #expect(files == files.sorted() && files.count == 5)
      }
      #expect(try await pages(of: .failed, fixture) == [])
      await #expect(throws: LedgerError.self) {
        try await fixture.ledger.files(in: .failed, of: fixture.pipeline, after: "nonsense", limit: 1)
      }
    }
  }

  private func pages(of state: FileState, _ fixture: LedgerFixture) async throws -> [LedgerFile] {
    var files: [LedgerFile] = []
    var cursor: String?
    repeat {
      let page = try await fixture.ledger.files(in: state, of: fixture.pipeline, after: cursor, limit: 3)
      #expect(page.files.count <= 3)
      files += page.files
      cursor = page.next
    } while cursor != nil
    return files
  }

  private func checkManifestLists() async throws {
    try await withFixture { fixture in
      try await fixture.register(0..<6)
      var manifests: [Manifest] = []
      while let manifest = try await fixture.plan(target: 200) { manifests.append(manifest) }
      #expect(manifests.count == 3)
      let claimed = try #require(try await fixture.claim())
      let result = LedgerFixture.result(of: claimed.manifest)
      #expect(try await fixture.ledger.complete(claimed.lease, with: result) == .recorded)
      let held = try #require(try await fixture.claim("b"))
      let recent = try await fixture.ledger.recentManifests(of: fixture.pipeline, limit: 9)
      #expect(recent.map(\.id) == manifests.reversed().map(\.id))
      #expect(recent.last?.outputs == result.outputs && recent.last?.rows == 20 && recent.last?.badRecords == 2)
      #expect(try await fixture.ledger.recentManifests(of: fixture.pipeline, limit: 2).count == 2)
      let unfinished = try await fixture.ledger.unfinishedManifests(of: fixture.pipeline, limit: 9)
      #expect(unfinished.map(\.id) == manifests.dropFirst().map(\.id))
      #expect(unfinished.map(\.lease) == [held.lease, nil])
      #expect(unfinished.allSatisfy { $0.files == 2 && $0.inputBytes == 200 && $0.partition == fixture.day })
    }
  }
}
