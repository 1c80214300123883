import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(1))) struct ArchiveObjectsTests {
  let folder: TemporaryDirectory
  let store: DirectoryStore
  let events = RecordedEvents()

  init() async throws {
    folder = try TemporaryDirectory()
    store = try await DirectoryStore.open(at: folder.file("archive"))
  }

  private func pipeline(_ queue: any MessageQueue, _ store: (any ObjectStore)? = nil) -> ArchivePipeline {
    var options = ArchiveOptions()
    options.consumer = QueueConsumerTests.options()
    options.uploads = 8
    let parts = ArchiveParts(
      queue: queue, store: store ?? self.store,
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
}
