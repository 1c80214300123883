import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct SourceArchiverTests {
  let folder: TemporaryDirectory
  let clock = ManualClock()
  let ledger: SQLiteLedger
  let source: DirectoryStore
  let target: DirectoryStore

  init() async throws {
    folder = try TemporaryDirectory()
    ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"), clock: clock)
    source = try await DirectoryStore.open(at: folder.file("in"))
    target = try await DirectoryStore.open(at: folder.file("archive"))
  }

  private func archiver(
    to target: (any ObjectStore)?, from source: (any ObjectStore)? = nil, quarantine: QuarantineStore? = nil,
    _ change: (inout SourceArchiver.Options) -> Void = { _ in }
  ) -> SourceArchiver {
    var configuration = PipelineConfiguration(
      name: "p", directory: self.source.path, output: folder.file("out"), state: folder.path)
    configuration.directory?.match = ((try? GlobPattern("*.json")).map { [$0] }) ?? []
    var options = SourceArchiver.Options(after: .seconds(100))
    change(&options)
    return SourceArchiver(
      configuration, source: source ?? self.source, target: target, ledger: ledger, quarantine: quarantine,
      options: options, clock: clock)
  }

  private func item(_ info: ObjectInfo) -> String { "\(source.location)/\(info.key.text)@\(info.etag)" }

  private func put(_ key: String, _ text: String = "x") async throws -> ObjectInfo {
    _ = try await source.put(Array(text.utf8), as: try ObjectKey(key), condition: .overwrite)
    return try #require(try await source.head(try ObjectKey(key)))
  }

  /// A file that is done at the version it then has.
  @discardableResult
  private func done(_ key: String, _ text: String = "x") async throws -> ObjectInfo {
    let info = try await put(key, text)
    guard case .claimed(let claim) = try await ledger.claim([item(info)], in: "p", owner: "a", for: 60)[0] else {
      throw InjectedFault()
    }
    _ = try await ledger.finish([claim], output: "out")
    return info
  }

  private func keys(_ store: DirectoryStore) async throws -> [String] {
    var keys: [String] = []
    for try await page in store.list(prefix: "") { keys += page.map(\.key.text) }
    return keys
  }

  @Test func onlyWhatIsDoneAtThatVersionAndLongEnoughIsMoved() async throws {
    try await done("a.json", "1")
    try await done("deep/er/b.json", "22")
    try await done("replaced.json", "old")
    _ = try await put("replaced.json", "new")
    clock.advance(by: 90)
    try await done("late.json")
    clock.advance(by: 20)
    let held = try await put("held.json")
    _ = try await ledger.claim([item(held)], in: "p", owner: "a", for: 60)
    _ = try await put("new.json")
    _ = try await put("other.txt")
    let tally = try await archiver(to: target).run()
    #expect(try await keys(target) == ["a.json", "deep/er/b.json"])
    #expect(try await target.get(try ObjectKey("deep/er/b.json")) == Array("22".utf8))
    #expect(try await keys(source) == ["held.json", "late.json", "new.json", "other.txt", "replaced.json"])
    #expect(tally.archived == 2 && tally.bytes == 3 && tally.recent == 1 && tally.open == 3 && tally.unmatched == 1)
    #expect(tally.failures == [])
  }

  @Test func nothingIsChangedInADryRun() async throws {
    try await done("a.json")
    clock.advance(by: 200)
    for target in [self.target, nil] {
      let tally = try await archiver(to: target) {
        $0.isDryRun = true; $0.forgets = true
      }.run()
      #expect(tally.archived == 1)
    }
    #expect(try await keys(source) == ["a.json"])
    #expect(try await keys(target) == [])
    #expect(try await ledger.claimCounts(of: "p").done == 1)
  }

  @Test func whatIsDeletedCanBeForgotten() async throws {
    let info = try await done("a.json")
    try await done("b.json")
    clock.advance(by: 200)
    #expect(try await archiver(to: nil).run().archived == 2)
    #expect(try await keys(source) == [])
    #expect(try await ledger.claimCounts(of: "p").done == 2)
    try await done("c.json")
    clock.advance(by: 200)
    #expect(try await archiver(to: nil) { $0.forgets = true }.run().archived == 1)
    #expect(try await ledger.claimCounts(of: "p").done == 2)
    #expect(try await ledger.states(of: [item(info)], in: "p").first?.isDone == true)
  }

  @Test func whatIsInQuarantineStays() async throws {
    let info = try await done("bad.json")
    try await done("good.json")
    clock.advance(by: 200)
    let quarantine = QuarantineStore(store: try await DirectoryStore.open(at: folder.file("quarantine")))
    _ = try await quarantine.add(
      FileEntry(
        input: FileVersion(address: "\(source.location)/bad.json", version: info.etag, size: info.size), pipeline: "p",
        partition: "objects", reason: "bad", quarantinedAt: Date()))
    let tally = try await archiver(to: target, quarantine: quarantine).run()
    #expect(tally.quarantined == 1 && tally.archived == 1)
    #expect(try await keys(source) == ["bad.json"])
  }

  @Test func earlierVersionsInTheArchiveAreNotReplaced() async throws {
    for text in ["1", "22", "333"] {
      try await done("in/a.b.json", text)
      clock.advance(by: 200)
      #expect(try await archiver(to: target).run().archived == 1)
    }
    let kept = try await keys(target)
    #expect(kept.count == 3 && kept.contains("in/a.b.json") && kept.allSatisfy { $0.hasPrefix("in/a.") })
    var texts: Set<String> = []
    for key in kept { texts.insert(String(decoding: try await target.get(try ObjectKey(key)), as: UTF8.self)) }
    #expect(texts == ["1", "22", "333"])
  }

  /// Between stores nothing is deleted before what was written has been read back.
  @Test(arguments: ["stage", "publish", "head", "get", "delete"])
  func aCopyThatFailsLosesNothingAndIsDoneAgain(_ operation: String) async throws {
    try await done("a.json", String(repeating: "abc", count: 4_000_000))
    try await done("b.json", "bb")
    clock.advance(by: 200)
    for moment in [FaultPlan.Moment.before, .after] {
      let plan = FaultPlan()
      plan.fail(call: 1, of: operation, moment, with: StoreError(.failed, "no answer"))
      let tally = try await archiver(
        to: FaultyObjectStore(target, plan: plan), from: FaultyObjectStore(source, plan: plan)
      ) { $0.lanes = 1 }.run()
      #expect(tally.failures.count <= 1)
      let left = try await keys(source)
      let kept = try await keys(target)
      #expect(Set(left + kept) == ["a.json", "b.json"], "\(operation)")
    }
    _ = try await archiver(to: target, from: FaultyObjectStore(source, plan: FaultPlan())).run()
    #expect(try await keys(source) == [])
    #expect(try await keys(target) == ["a.json", "b.json"])
    #expect(try await target.head(try ObjectKey("a.json"))?.size == 12_000_000)
  }

  @Test func aFullTargetEndsIt() async throws {
    try await done("a.json")
    clock.advance(by: 200)
    let plan = FaultPlan()
    plan.fail(call: 1, of: "publish", .before, with: StoreError(.diskFull, "no space"))
    await #expect(throws: StoreError.self) {
      _ = try await archiver(to: FaultyObjectStore(target, plan: plan)).run()
    }
    #expect(try await keys(source) == ["a.json"])
  }
}
