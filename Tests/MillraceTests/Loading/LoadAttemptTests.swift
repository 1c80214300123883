import Foundation
import MillracePacking
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// How often a file is tried, by all loaders together.
@Suite(.timeLimit(.minutes(5))) struct LoadAttemptTests {
  let place: LoadFixture

  init() async throws { place = try await LoadFixture() }

  private func identity(_ name: String) async throws -> (item: String, checkpoint: String) {
    let info = try #require(try await place.inbox.head(try ObjectKey(name)))
    let address = "\(place.inbox.location)/\(name)"
    let identity = FileIdentifier(pipeline: "test", address: address, version: info.etag)
    return ("\(address)@\(info.etag)", identity.checkpoint)
  }

  private func progress(_ checkpoint: String) async throws -> FileProgress? {
    try await place.ledger.checkpoint(checkpoint, of: "test").map { FileProgress($0) }
  }

  @Test(arguments: [
    ("", FileProgress()), ("12 345 6 lines", FileProgress(position: PackingPosition("12 345 6 lines"))),
    ("12 345 6 lines|2|0", FileProgress(position: PackingPosition("12 345 6 lines"), failures: 2)),
    ("|0|3", FileProgress(deaths: 3)), ("nonsense", FileProgress()), ("nonsense|1|x", FileProgress()),
  ])
  func progressIsKeptAsText(_ text: String, _ progress: FileProgress) {
    #expect(FileProgress(text) == progress)
    #expect(FileProgress(progress.text) == progress)
  }

  @Test func failuresOfEarlierRunsCount() async throws {
    try place.write("a", records: 3)
    let (_, checkpoint) = try await identity("a")
    try await place.ledger.setCheckpoint(FileProgress(failures: 1).text, named: checkpoint, of: "test")
    let plan = FaultPlan()
    for call in 1...2 { plan.fail(call: call, of: "get", .before, with: StoreError(.accessDenied, "not you")) }
    let listing = FixedListing([
      ObjectPlace(
        store: FaultyObjectStore(place.inbox, plan: plan), bucket: "", key: try ObjectKey("a"), size: 10,
        etag: try #require(try await place.inbox.head(try ObjectKey("a"))).etag)
    ])
    try await place.run({ $0.source = .listing(listing) }, options: { $0.attempts = 3 })
    #expect(place.events.messages("file-failed").count == 1)
    #expect(place.events.messages("file-quarantined").count == 1)
    #expect(try await progress(checkpoint) == nil, "nothing is left of what is given up")
  }

  @Test func aFailureKeepsHowFarTheFileIsLoaded() async throws {
    try place.write("a", records: 3)
    let (item, checkpoint) = try await identity("a")
    let before = FileProgress(position: PackingPosition("1 10 1 lines"), failures: 1)
    try await place.ledger.setCheckpoint(before.text, named: checkpoint, of: "test")
    let claims = try await place.ledger.claim([item], in: "test", owner: "me", for: 60)
    guard case .claimed(let claim)? = claims.first else { throw InjectedFault() }
    let file = ClaimedFile(
      place: ObjectPlace(store: place.inbox, bucket: "", key: try ObjectKey("a"), size: 10, etag: "x"), claim: claim,
      identity: FileIdentifier(pipeline: "test", address: "a", version: "x"), checkpoint: before.text)
    func report(_ position: PackingPosition?, _ end: FileEnd?) -> FileReport {
      FileReport(number: 1, file: file, count: 1, position: position, bad: [], end: end)
    }
    let later = try #require(PackingPosition("2 20 2 lines"))
    let known = report(later, nil).progress(after: nil)
    #expect(known == FileProgress(position: later, failures: 1))
    #expect(report(nil, .failed(reason: "")).progress(after: known) == FileProgress(position: later, failures: 2))
    #expect(!report(nil, .givenBack).hasNews && report(later, .givenBack).hasNews)
  }

  @Test func deathsAreCountedFromTheSecondReaderOnAndForgottenAtTheEnd() async throws {
    try place.write("a", records: 600)
    let (_, checkpoint) = try await identity("a")
    for death in 0..<3 {
      let before = place.queue.sent.count
      let slow = SelectiveQueue(place.queue, pause: .milliseconds(1))
      try await place.die(when: { place.queue.sent.count >= before + 50 }, { $0.queue = slow }) {
        $0.claimDuration = 0.3
      }
      #expect(try await progress(checkpoint)?.deaths ?? 0 == death)
      try await Task.sleep(for: .milliseconds(350))
    }
    try await place.run()
    #expect(Set(LoadFixture.ids(place.received())).count == 600)
    #expect(try await progress(checkpoint) == nil)
  }

  @Test func aFileThatBringsItsLoadersDownIsGivenUp() async throws {
    for name in ["a", "b"] { try place.write(name, records: 3) }
    let (item, checkpoint) = try await identity("a")
    try await place.ledger.setCheckpoint(FileProgress(deaths: 10).text, named: checkpoint, of: "test")
    _ = try await place.ledger.claim([item], in: "test", owner: "dead", for: 0.01)
    try await Task.sleep(for: .milliseconds(20))
    let summary = try await place.run(options: { $0.attempts = 1 })
    #expect(summary.progress.filesQuarantined == 1 && summary.progress.filesCompleted == 1)
    #expect(try await place.quarantined("files/").first?.text.contains("died, or hung, 10 times") == true)
    #expect(try await progress(checkpoint) == nil)
  }

  @Test func whoIsSuspectIsReadAlone() async throws {
    let line = SuspectLine()
    let peak = Peak()
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          await line.alone {
            peak.enter()
            await Task.yield()
            peak.leave()
          }
        }
      }
    }
    #expect(peak.most == 1 && peak.count == 20)
  }
}
