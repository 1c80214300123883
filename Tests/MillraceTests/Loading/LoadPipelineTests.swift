import Foundation
import MillracePacking
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct LoadPipelineTests {
  let place: LoadFixture

  init() async throws { place = try await LoadFixture() }

  @Test func everyRecordOfEveryFileBecomesAMessageOnce() async throws {
    for file in 0..<30 { try place.write("f\(file)", records: file * 3) }
    let summary = try await place.run()
    let messages = place.received()
    let wanted = (0..<30).flatMap { LoadFixture.records(of: "f\($0)", count: $0 * 3) }
    #expect(try LoadFixture.records(messages).sorted() == wanted.sorted())
    #expect(Set(LoadFixture.ids(messages)).count == wanted.count)
    #expect(summary.ending == .idle && summary.isComplete)
    #expect(summary.progress.filesCompleted == 30 && summary.progress.rows == Int64(wanted.count))
    #expect(try await place.ledger.claimCounts(of: "test") == ClaimCounts(done: 30))
  }

  @Test func whatIsLoadedIsNotLoadedAgain() async throws {
    try place.write("a", records: 5)
    try await place.run()
    try place.write("b", records: 3)
    let summary = try await place.run()
    #expect(summary.progress.filesFound == 1)
    #expect(place.received().count == 8)
  }

  @Test func recordsShareMessagesAndMessagesShareBatches() async throws {
    for file in 0..<40 { try place.write("f\(file)", records: 10) }
    let summary = try await place.run({ $0.packing.layout = .ndjson }, options: { $0.readers = 1 })
    let messages = place.received()
    #expect(messages.count == 40)
    #expect(messages.allSatisfy { $0.body.count { $0 == 10 } == 9 })
    #expect(summary.progress.filesCompleted == 40)
  }

  @Test func gzipIsInflated() async throws {
    let path = try place.write("a.ndjson", records: 1000)
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
    gzip.arguments = [path]
    try gzip.run()
    gzip.waitUntilExit()
    try await place.run()
    #expect(place.received().count == 1000)
  }

  @Test func theIDsOfMessagesDependOnTheFileAlone() async throws {
    try place.write("a", records: 50)
    try await place.run()
    let first = LoadFixture.ids(place.received())
    let other = InMemoryQueue()
    for item in try await place.ledger.heldItems(of: "test", limit: 10) { Issue.record("\(item) is held") }
    let ledger = try await SQLiteLedger.open(at: place.folder.file("other.sqlite"))
    try await place.run(
      { parts in
        parts.queue = other
        parts.ledger = ledger
      }, options: { $0.sending.batches = 1 })
    #expect(Set(LoadFixture.ids(place.received(other))) == Set(first) && first.count == 50)
  }

  @Test func aFileThatIsGoneIsSaidOnce() async throws {
    try place.write("a", records: 3)
    let listing = FixedListing([
      ObjectPlace(store: place.inbox, bucket: "", key: try ObjectKey("gone"), size: 3, etag: "x"),
      ObjectPlace(store: place.inbox, bucket: "", key: try ObjectKey("a"), size: 3, etag: "x"),
    ])
    for _ in 0..<2 { try await place.run { $0.source = .listing(listing) } }
    #expect(place.events.messages("file-gone").count == 2)
    #expect(place.received().isEmpty)
  }

  @Test func filesThatOthersHoldAreLeftToThem() async throws {
    let path = try place.write("a", records: 3)
    try place.write("b", records: 3)
    let info = try #require(try await place.inbox.head(try ObjectKey("a")))
    _ = try await place.ledger.claim(["\(path)@\(info.etag)"], in: "test", owner: "someone", for: 600)
    let summary = try await place.run()
    #expect(summary.ending == .idle && summary.progress.filesHeld == 1 && summary.progress.filesCompleted == 1)
    #expect(place.received().count == 3)
  }

  @Test func stoppingGivesBackWhatIsNotDone() async throws {
    for file in 0..<20 { try place.write("f\(file)", records: 500) }
    let pipeline = try place.pipeline()
    let run = Task { try await pipeline.run(until: .stopped) }
    while pipeline.status.messagesSent < 500 { try await Task.sleep(for: .milliseconds(1)) }
    pipeline.stop()
    let summary = try await run.value
    #expect(summary.ending == .stopped)
    #expect(try await place.ledger.heldItems(of: "test", limit: 100).isEmpty)
    try await place.run()
    // Nothing is lost, and nothing is sent twice, since all had time to end.
    let records = try LoadFixture.records(place.received())
    #expect(records.count == 10_000 && Set(records).count == 10_000)
  }
}

/// A listing that never changes.
struct FixedListing: FileListing {
  let places: [ObjectPlace]
  let poll = Duration.milliseconds(10)
  let location = "a fixed list"

  init(_ places: [ObjectPlace]) { self.places = places }

  func pass(
    _ body: @Sendable ([ObjectPlace]) async throws -> Void, isStopping: @Sendable () -> Bool
  ) async throws -> ListingReport {
    try await body(places)
    return ListingReport()
  }
}
