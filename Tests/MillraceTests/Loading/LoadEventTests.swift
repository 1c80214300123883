import Foundation
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

/// Loading files that events on a queue tell of.
@Suite(.timeLimit(.minutes(5))) struct LoadEventTests {
  @Test func eachFileIsLoadedOnceHoweverOftenItIsToldOf() async throws {
    let place = try await EventedFixture()
    for file in 0..<30 { try place.base.write("f\(file)", records: 20) }
    for _ in 0..<3 { for file in 0..<30 { try await place.tell("f\(file)") } }
    try await place.tell("f1", "f2", "f1")
    try await place.send(#"{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"in"}"#)
    let summary = try await place.run()
    #expect(summary.ending == .idle && summary.progress.filesCompleted == 30)
    let records = try LoadFixture.records(place.base.received())
    #expect(records.count == 600 && Set(records).count == 600)
    #expect(place.told.bodies.isEmpty)
    try await place.tell("f3")
    try await place.run()
    #expect(place.base.received().count == 600 && place.told.bodies.isEmpty)
  }

  @Test func idsAreThoseOfALoaderThatListsTheBucket() async throws {
    let place = try await EventedFixture()
    try place.base.write("a", records: 5)
    let listing = StoreListing(
      store: place.base.inbox, bucket: "in", match: [try GlobPattern("*")], poll: .milliseconds(10))
    try await place.base.run { $0.source = .listing(listing) }
    try await place.tell("a")
    try await place.run()
    #expect(place.base.received().count == 5, "the ledger knows the file")
    let other = InMemoryQueue()
    let ledger = try await SQLiteLedger.open(at: place.base.folder.file("other.sqlite"))
    try await place.tell("a")
    try await place.run { parts in
      parts.queue = other
      parts.ledger = ledger
    }
    #expect(LoadFixture.ids(place.base.received()) == LoadFixture.ids(other.sent))
  }

  @Test func aMessageStaysUntilAllOfItsFilesAreLoadedAndDiesOfTheOneThatFails() async throws {
    let place = try await EventedFixture(EventedFixture.redriving(after: 3))
    try place.base.write("a", records: 3)
    try await place.send("no event")
    let records = [try await place.record("a"), try await place.record("b", bucket: "missing")]
    try await place.send(EventBodies.message(records))
    let summary = try await place.run()
    #expect(summary.progress.filesCompleted == 1 && place.base.received().count == 3)
    #expect(place.told.bodies.isEmpty && place.told.deadLetters.count == 2)
  }

  @Test func whatCannotBeReadGoesToQuarantineWhereThereAreNoDeadLetters() async throws {
    let place = try await EventedFixture()
    try place.base.write("a", records: 3)
    try await place.send("no event")
    try await place.tell("a")
    for call in 1...3 { place.plan.fail(call: call, of: "get", .before, with: StoreError(.accessDenied, "not you")) }
    try await place.run(options: { $0.attempts = 3 })
    #expect(place.told.bodies.isEmpty && place.base.received().isEmpty)
    #expect(try await place.base.quarantined("messages/").map(\.text) == ["no event"])
    #expect(try await place.base.quarantined("files/").count == 1)
    #expect(place.base.events.messages("file-failed").count == 2)
  }

  @Test func filesThatFailACheckGoToQuarantineUnread() async throws {
    let place = try await EventedFixture()
    try place.base.write("good.json", records: 3)
    try place.base.write("empty.json", "")
    try await place.tell("good.json", "empty.json")
    let summary = try await place.run(options: { $0.checks.minimumSize = 1 })
    #expect(summary.isComplete && summary.progress.filesQuarantined == 1 && place.base.received().count == 3)
    #expect(place.told.bodies.isEmpty)
    #expect(try await place.base.quarantined("files/").first?.text.contains("it is empty") == true)
  }

  @Test func aFileThatIsGoneOrWasReplacedIsNoReasonToKeepAMessage() async throws {
    let place = try await EventedFixture()
    try await place.tell("gone")
    try place.base.write("a", records: 3)
    try await place.tell("a")
    try place.base.write("a", records: 4)
    try await place.run()
    #expect(place.told.bodies.isEmpty && place.base.received().isEmpty)
    #expect(place.base.events.messages("file-gone").count == 2)
    try await place.tell("a")
    try await place.run()
    #expect(place.base.received().count == 4)
  }

  @Test func whatAnotherHoldsComesAgain() async throws {
    let place = try await EventedFixture()
    try place.base.write("a", records: 3)
    let info = try #require(try await place.base.inbox.head(try ObjectKey("a")))
    let claims = try await place.base.ledger.claim(["s3://in/a@\(info.etag)"], in: "test", owner: "other", for: 0.3)
    guard case .claimed = claims.first else { throw InjectedFault() }
    try await place.tell("a")
    try await place.run()
    #expect(place.base.received().count == 3 && place.told.bodies.isEmpty)
  }

  @Test(arguments: [1, 120, 700])
  func aDeathRepeatsAtMostWhatWasInFlight(messages: Int) async throws {
    let place = try await EventedFixture()
    for file in 0..<4 {
      try place.base.write("f\(file)", records: 300)
      try await place.tell("f\(file)")
    }
    try await place.die(afterSending: messages)
    #expect(!place.told.bodies.isEmpty, "nothing is acknowledged before it is loaded")
    try await place.lapse()
    try await place.run()
    let ids = LoadFixture.ids(place.base.received())
    #expect(Set(ids).count == 1200 && ids.count - 1200 <= 4 * 10)
    #expect(place.told.bodies.isEmpty)
  }

  @Test func stoppingGivesMessagesBackAtOnce() async throws {
    let place = try await EventedFixture()
    for file in 0..<20 {
      try place.base.write("f\(file)", records: 500)
      try await place.tell("f\(file)")
    }
    let pipeline = try place.pipeline()
    let run = Task { try await pipeline.run(until: .stopped) }
    while pipeline.status.messagesSent < 500 { try await Task.sleep(for: .milliseconds(1)) }
    pipeline.stop()
    #expect(try await run.value.ending == .stopped)
    #expect(place.told.visibleCount == place.told.bodies.count && !place.told.bodies.isEmpty)
    #expect(try await place.base.ledger.heldItems(of: "test", limit: 100).isEmpty)
    try await place.run()
    let records = try LoadFixture.records(place.base.received())
    #expect(records.count == 10_000 && Set(records).count == 10_000 && place.told.bodies.isEmpty)
  }

  @Test func twoLoadersShareAQueue() async throws {
    let place = try await EventedFixture()
    for file in 0..<100 {
      try place.base.write("f\(file)", records: 20)
      try await place.tell("f\(file)")
      try await place.tell("f\(file)")
    }
    let (first, second) = (try place.pipeline(), try place.pipeline())
    async let one = first.run(until: .idle)
    async let other = second.run(until: .idle)
    _ = try await [one, other]
    let ids = LoadFixture.ids(place.base.received())
    #expect(ids.count == 2000 && Set(ids).count == 2000 && place.told.bodies.isEmpty)
  }

  @Test func aLongFileKeepsItsMessage() async throws {
    var attributes = QueueAttributes()
    attributes.visibilityTimeout = .seconds(2)
    let place = try await EventedFixture(attributes)
    try place.base.write("a", records: 400)
    try await place.tell("a")
    let slow = SelectiveQueue(place.base.queue, pause: .milliseconds(600))
    try await place.run({ $0.queue = slow }, options: { $0.sending.batches = 4 })
    #expect(place.told.bodies.isEmpty && place.base.received().count == 400)
    #expect(place.told.batchSizes(of: "receive").reduce(0, +) == 1)
    #expect(place.told.batchSizes(of: "changeVisibility").count > 1)
  }

  @Test func aQueueThatIsNotThereEndsTheRun() async throws {
    let place = try await EventedFixture()
    let plan = FaultPlan()
    for call in 1...20 { plan.fail(call: call, of: "receive", .before, with: QueueError(.notFound, "no such queue")) }
    let pipeline = try place.pipeline(told: FaultyQueue(place.told, plan: plan))
    await #expect(throws: PipelineError.self) { try await pipeline.run(until: .idle) }
  }
}
