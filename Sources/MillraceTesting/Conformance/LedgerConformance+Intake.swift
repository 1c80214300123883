import MillraceStorage
import Testing

extension LedgerConformance {
  /// Files are entered once, whoever enters them and however often.
  package func checkIntake() async throws {
    try await checkRegistersOnce()
    try await checkPipelinesAreSeparate()
    try await checkAddressesAreBytes()
    try await checkRefusedAtOnce()
    try await checkManyAtOnce()
  }

  private func checkRegistersOnce() async throws {
    try await withFixture { fixture in
      let new = Registration(isNew: true, state: .pending)
      let known = Registration(isNew: false, state: .pending)
      #expect(try await fixture.register(0..<3) == [new, new, new])
      #expect(try await fixture.register(1..<4) == [known, known, new])
      #expect(try await fixture.ledger.register([], in: fixture.pipeline) == [])
      let twice = NewFile(file: LedgerFixture.file(9), partition: fixture.day)
      #expect(try await fixture.ledger.register([twice, twice], in: fixture.pipeline) == [new, known])
      let changed = NewFile(file: LedgerFixture.file(0, version: "v2"), partition: fixture.day)
      #expect(try await fixture.ledger.register([changed], in: fixture.pipeline) == [new])
      let moved = NewFile(file: LedgerFixture.file(0), partition: "another day")
      #expect(try await fixture.ledger.register([moved], in: fixture.pipeline) == [known])
      let counts = try await fixture.ledger.counts(of: fixture.pipeline)
      #expect(counts[.pending] == StateCounts.Tally(files: 6, bytes: 600))
    }
  }

  private func checkPipelinesAreSeparate() async throws {
    try await withFixture { fixture in
      try await fixture.register(0..<2)
      let other = try await fixture.ledger.register(
        [NewFile(file: LedgerFixture.file(0), partition: fixture.day)], in: "other")
      #expect(other == [Registration(isNew: true, state: .pending)])
      let first = try #require(try await fixture.plan())
      #expect(first.inputs.count == 2)
      #expect(try await fixture.ledger.counts(of: "other")[.pending].files == 1)
      #expect(try await fixture.ledger.claimManifest(of: "other", owner: "a", for: 60) == nil)
      // The same inputs make the same identity, and yet two manifests.
      let request = PlanRequest(pipeline: "other", partition: fixture.day, schemaVersion: 1, trigger: .flush)
      let second = try #require(try await fixture.ledger.plan(request))
      #expect(second.id == Manifest.identity(schemaVersion: 1, inputs: [LedgerFixture.file(0)]))
      #expect(try await fixture.ledger.pipelines() == ["events", "other"])
    }
  }

  private func checkAddressesAreBytes() async throws {
    try await withFixture { fixture in
      // Canonically equivalent, but not the same bytes; and names with everything that needs escaping somewhere.
      let names = [
        "/in/\u{E9}", "/in/e\u{301}", "/in/'; DROP TABLE files; --", "/in/a b\n\"c\"", "/in/%", "/IN/%", "/in/🦆",
      ]
      let files = names.map { NewFile(file: FileVersion(address: $0, version: "v", size: 1), partition: fixture.day) }
      let registrations = try await fixture.ledger.register(files, in: fixture.pipeline)
      #expect(registrations.count == names.count && registrations.allSatisfy(\.isNew))
      let manifest = try #require(try await fixture.plan())
      #expect(manifest.inputs == files.map(\.file).sorted())
      for name in names {
        let versions = try await fixture.ledger.versions(of: name, in: nil)
        #expect(versions.count == 1 && versions.first?.file.address.utf8.elementsEqual(name.utf8) == true)
      }
    }
  }

  private func checkRefusedAtOnce() async throws {
    try await withFixture { fixture in
      let refusal = Refusal(.quarantined, reason: "its name has no date")
      let file = NewFile(file: LedgerFixture.file(1), partition: fixture.day, refusal: refusal)
      let first = try await fixture.ledger.register([file], in: fixture.pipeline)
      #expect(first == [Registration(isNew: true, state: .quarantined)])
      #expect(try await fixture.plan() == nil)
      let entry = try #require(try await fixture.ledger.versions(of: file.file.address, in: nil).first)
      #expect(entry.state == .quarantined && entry.reason == "its name has no date" && entry.manifest == nil)
      let again = try await fixture.ledger.register([file], in: fixture.pipeline)
      #expect(again == [Registration(isNew: false, state: .quarantined)])
    }
  }

  private func checkManyAtOnce() async throws {
    try await withFixture { fixture in
      let count = manyFiles
      try await fixture.register(0..<count)
      #expect(try await fixture.register(0..<count + 1).map(\.isNew) == Array(repeating: false, count: count) + [true])
      #expect(try await fixture.ledger.counts(of: fixture.pipeline)[.pending].files == count + 1)
    }
  }
}
