import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct ArchiveObjectsTests {
  let folder: TemporaryDirectory
  let store: DirectoryStore
  let events = RecordedEvents()

  init() async throws {
    folder = try TemporaryDirectory()
    store = try await DirectoryStore.open(at: folder.file("archive"))
  }

  private func pipeline(
    _ queue: any MessageQueue, _ store: (any ObjectStore)? = nil, ledger: SQLiteLedger? = nil,
    _ change: (inout ArchiveOptions) -> Void = { _ in }
  ) -> ArchivePipeline {
    var options = ArchiveOptions()
    change(&options)
    options.consumer = QueueConsumerTests.options()
    options.uploads = 8
    let parts = ArchiveParts(
      queue: queue, store: store ?? self.store, ledger: ledger,
      retry: RetryPolicy(maximumAttempts: 3, firstDelay: 0.01, maximumDelay: 0.02))
    return ArchivePipeline(parts: parts, options: options, events: events)
  }

  private func documents() async throws -> [JSONValue] {
    var documents: [JSONValue] = []
    for try await page in store.list(prefix: "") {
      for object in page { documents.append(try JSONValue(parsing: try await store.get(object.key))) }
    }
    return documents
  }

  @Test func everyMessageBecomesAnObjectAndIsDeleted() async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 100)
    let pipeline = pipeline(queue)
    _ = try await pipeline.run(until: .idle)
    let bodies = try await documents().compactMap { $0["body"]?.text }
    #expect(bodies.sorted() == (0..<100).map { "m\($0)" }.sorted())
    #expect(queue.bodies.isEmpty)
    #expect(pipeline.status.messagesProcessed == 100 && pipeline.progress.filesCompleted == 100)
    #expect(pipeline.status.bytesWritten > 10_000)
  }

  @Test func messagesAreChosenAndTheirParsedBodiesRearranged() async throws {
    let queue = InMemoryQueue()
    let bodies = [#"{"type":"a","n":1.50}"#, #"{"type":"b","n":2}"#, "no JSON", #"{"type":"a"}"#, #"{"type":5}"#]
    _ = try await queue.send(bodies.map { OutgoingMessage(body: Array($0.utf8)) })
    let transform = RecordTransform([
      .keep(try JMESPath("type == 'a' || length(type) > `1`")), .select(try JMESPath("n")),
    ])
    let pipeline = pipeline(queue) { $0.transform = transform }
    _ = try await pipeline.run(until: .idle)
    let documents = try await documents().map {
      [$0["body"]?.text, $0["parsed_body"].map(\.bytes).map { String(decoding: $0, as: UTF8.self) }]
    }
    // What the transforms cannot be applied to is kept, with nothing in place of the result.
    #expect(
      Set(documents) == [
        [bodies[0], "1.50"], [bodies[2], "null"], [bodies[3], "null"], [bodies[4], "null"],
      ])
    #expect(queue.bodies.isEmpty)
    #expect(pipeline.status.messagesDropped == 1 && pipeline.status.messagesProcessed == 5)
  }

  @Test func aStoreThatFailsForAWhileCostsNothing() async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 20)
    let plan = FaultPlan()
    for _ in 0..<4 { plan.fail(call: 3, of: "put", .before, with: StoreError(.failed, "no answer")) }
    plan.fail(call: 2, of: "put", .after, with: StoreError(.failed, "the answer was lost"))
    _ = try await pipeline(queue, FaultyObjectStore(store, plan: plan)).run(until: .idle)
    #expect(try await documents().count == 20)
    #expect(queue.bodies.isEmpty && events.messages("retry").count >= 1)
    // No message was received twice because of it.
    #expect(queue.batchSizes(of: "receive").reduce(0, +) == 20)
  }

  @Test func aStoreThatStaysAwayEndsTheRunAndEveryMessageIsVisibleAgain() async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 20)
    let plan = FaultPlan()
    for _ in 0..<200 { plan.fail(call: 1, of: "put", .before, with: StoreError(.storeMissing, "the bucket is gone")) }
    await #expect(throws: PipelineError.self) {
      _ = try await pipeline(queue, FaultyObjectStore(store, plan: plan)).run(until: .idle)
    }
    #expect(queue.visibleCount == 20)
  }

  /// Under two ids of the queue, so that the objects would have two names.
  @Test func withALedgerWhatItsSenderHasSentTwiceIsKeptOnce() async throws {
    let queue = InMemoryQueue()
    let ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"))
    let message = OutgoingMessage(body: Array("x".utf8), attributes: ["millrace-id": .string("one")])
    for _ in 0..<3 { _ = try await queue.send([message]) }
    _ = try await queue.send([OutgoingMessage(body: Array("y".utf8))])
    let first = pipeline(queue, ledger: ledger)
    _ = try await first.run(until: .idle)
    _ = try await queue.send([message])
    let second = pipeline(queue, ledger: ledger)
    _ = try await second.run(until: .idle)
    #expect(try await documents().compactMap { $0["body"]?.text }.sorted() == ["x", "y"])
    #expect(queue.bodies.isEmpty)
    #expect(first.status.messagesRepeated == 2 && second.status.messagesRepeated == 1)
    #expect(try await ledger.claimCounts(of: "archive") == ClaimCounts(done: 1))
  }

  @Test func whatCannotBeWrittenIsNotRemembered() async throws {
    let queue = InMemoryQueue()
    let ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"))
    _ = try await queue.send([OutgoingMessage(body: [120], attributes: ["millrace-id": .string("one")])])
    let plan = FaultPlan()
    for _ in 0..<200 { plan.fail(call: 1, of: "put", .before, with: StoreError(.storeMissing, "the bucket is gone")) }
    await #expect(throws: PipelineError.self) {
      _ = try await pipeline(queue, FaultyObjectStore(store, plan: plan), ledger: ledger).run(until: .idle)
    }
    #expect(try await ledger.claimCounts(of: "archive") == ClaimCounts())
    _ = try await pipeline(queue, ledger: ledger).run(until: .idle)
    #expect(try await documents().count == 1)
  }
}
