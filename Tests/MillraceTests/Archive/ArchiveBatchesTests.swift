import Foundation
import MillraceCompression
import MillraceJSON
import MillraceParquet
import MillraceStorage
import MillraceTesting
import Testing

@testable import Millrace

@Suite(.timeLimit(.minutes(5))) struct ArchiveBatchesTests {
  let folder: TemporaryDirectory
  let store: DirectoryStore
  let ledger: SQLiteLedger
  let clock = ManualClock()
  let events = RecordedEvents()

  init() async throws {
    folder = try TemporaryDirectory()
    store = try await DirectoryStore.open(at: folder.file("archive"))
    ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"), clock: clock)
  }

  private func pipeline(
    _ queue: any MessageQueue, store: (any ObjectStore)? = nil, hasLedger: Bool = true,
    _ change: (inout ArchiveOptions) -> Void = { _ in }
  ) -> ArchivePipeline {
    var options = ArchiveOptions()
    options.layout = .ndjson
    options.consumer = QueueConsumerTests.options()
    options.quiet = .milliseconds(50)
    options.batch.count = 30
    change(&options)
    let parts = ArchiveParts(
      queue: queue, store: store ?? self.store, ledger: hasLedger ? ledger : nil,
      retry: RetryPolicy(maximumAttempts: 1, firstDelay: 0.01, maximumDelay: 0.02))
    return ArchivePipeline(parts: parts, options: options, events: events)
  }

  private func objects() async throws -> [(key: String, bytes: [UInt8])] {
    var objects: [(String, [UInt8])] = []
    for try await page in store.list(prefix: "") {
      for object in page { objects.append((object.key.text, try await store.get(object.key))) }
    }
    return objects
  }

  private func bodies() async throws -> [String] {
    try await objects().flatMap { object in
      try object.bytes.split(separator: 10).compactMap { try JSONValue(parsing: $0)["body"]?.text }
    }.sorted()
  }

  private func expected(_ count: Int) -> [String] { (0..<count).map { "m\($0)" }.sorted() }

  @Test(arguments: [true, false]) func batchesAreClosedByCountAndInTheEndByFlush(_ hasLedger: Bool) async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 100)
    _ = try await pipeline(queue, hasLedger: hasLedger).run(until: .idle)
    #expect(try await bodies() == expected(100))
    #expect(try await objects().count == 4 && queue.bodies.isEmpty)
    let messages = events.messages("batch-archived")
    #expect(messages.count { $0.contains("closed by count") } == 3)
    #expect(messages.count { $0.contains("closed by flush") } == 1)
  }

  @Test(arguments: [true, false]) func droppedMessagesAreInNoBatch(_ hasLedger: Bool) async throws {
    let queue = InMemoryQueue()
    let texts = (0..<50).map { "{\"n\":\($0),\"t\":\"m\($0)\"}" }
    _ = try await queue.send(texts.map { OutgoingMessage(body: Array($0.utf8)) })
    let transform = RecordTransform([.keep(try JMESPath("n >= `10`")), .select(try JMESPath("{t: t}"))])
    let pipeline = pipeline(queue, hasLedger: hasLedger) { $0.transform = transform }
    _ = try await pipeline.run(until: .idle)
    #expect(try await bodies() == texts[10...].sorted())
    let lines = try await objects().flatMap { $0.bytes.split(separator: 10) }
    #expect(try lines.allSatisfy { try JSONValue(parsing: $0)["parsed_body"]?.members?.members.map(\.key) == ["t"] })
    #expect(try await objects().count == 2 && queue.bodies.isEmpty)
    #expect(pipeline.status.messagesDropped == 10)
  }

  @Test func aBatchIsClosedByAgeAlthoughNothingMoreComes() async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 5)
    let pipeline = pipeline(queue) { options in
      options.batch.age = .milliseconds(100)
      options.consumer.stopsWhenIdle = false
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { _ = try await pipeline.run(until: .stopped) }
      try await events.wait(for: "batch-archived")
      pipeline.stop()
      try await group.waitForAll()
    }
    #expect(events.messages("batch-archived").allSatisfy { $0.contains("closed by age") })
    #expect(try await bodies() == expected(5))
  }

  @Test func aStopFlushesWhatWasTaken() async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 5)
    let pipeline = pipeline(queue) { $0.consumer.stopsWhenIdle = false }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { _ = try await pipeline.run(until: .stopped) }
      while pipeline.status.messagesInHand < 5 { try await Task.sleep(for: .milliseconds(2)) }
      pipeline.stop()
      try await group.waitForAll()
    }
    #expect(try await bodies().count + queue.visibleCount == 5)
  }

  @Test func aCompressedBatchCanBeRead() async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 10)
    _ = try await pipeline(queue) { $0.compression = .gzip }.run(until: .idle)
    let object = try #require(try await objects().first)
    #expect(object.key.hasSuffix(".ndjson.gz"))
    let source = InflatingSource(MemorySource(object.bytes))
    var plain = [UInt8](repeating: 0, count: 1 << 20)
    var count = 0
    while true {
      let read = try plain.withUnsafeMutableBytes { try source.read(into: .init(rebasing: $0[count...])) }
      if read == 0 { break }
      count += read
    }
    #expect(plain[..<count].count { $0 == 10 } == 10)
  }

  @Test func aBatchOfParquetHasARowForEachMessage() async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 10)
    _ = try await pipeline(queue) { $0.layout = .parquet }.run(until: .idle)
    let object = try #require(try await objects().first)
    #expect(object.key.hasSuffix(".parquet") && object.bytes.prefix(4).elementsEqual("PAR1".utf8))
    let path = try folder.write(object.bytes, to: "read.parquet")
    var reader = try ParquetRowReader(try ParquetFile(path: path))
    var rows = 0
    var json: [UInt8] = []
    while try reader.appendNext(to: &json) { rows += 1 }
    #expect(rows == 10)
  }

  /// A process dies between publishing a batch and acknowledging its messages; they come again, in other company.
  @Test func messagesOfABatchThatIsThereAreNotWrittenAgain() async throws {
    let queue = InMemoryQueue()
    try await QueueConsumerTests.fill(queue, 20)
    let plan = FaultPlan()
    plan.fail(call: 1, of: "publish", .after, with: StoreError(.failed, "the answer was lost"))
    await #expect(throws: PipelineError.self) {
      _ = try await pipeline(queue, store: FaultyObjectStore(store, plan: plan)).run(until: .idle)
    }
    #expect(queue.visibleCount == 20)
    try await QueueConsumerTests.fill(queue, 20)
    _ = try await pipeline(queue).run(until: .idle)
    #expect(queue.bodies.isEmpty)
    #expect(try await bodies() == (expected(20) + expected(20)).sorted())
  }

  @Test func anAnnouncedBatchIsWaitedForAndDoneAnewWhenNobodyWritesIt() async throws {
    let book = BatchBook(ledger: ledger, store: store, pipeline: "p", clock: clock)
    let consumer = QueueConsumer(queue: InMemoryQueue(), options: .init(), events: events)
    let held = [
      HeldMessage(
        ReceivedMessage(id: "a", receiptHandle: "h", body: [], receivedAt: Date()), ticket: 0, consumer: consumer)
    ]
    let key = try ObjectKey("batch.ndjson")
    guard case .take(let claim) = try await book.admit(held)[0] else { throw InjectedFault() }
    #expect(try await book.announce([claim], in: key))
    guard case .wait = try await book.admit(held)[0] else { throw InjectedFault() }
    clock.advance(by: BatchBook.patience + 1)
    guard case .take(let again) = try await book.admit(held)[0] else { throw InjectedFault() }
    #expect(try await book.announce([again], in: key))
    _ = try await store.put([1], as: key, condition: .overwrite)
    guard case .isDone = try await book.admit(held)[0] else { throw InjectedFault() }
  }

  @Test func aMessageThatItsSenderHasSentTwiceIsKeptOnce() async throws {
    let queue = InMemoryQueue()
    let message = OutgoingMessage(body: Array("x".utf8), attributes: ["millrace-id": .string("one")])
    _ = try await queue.send([message])
    _ = try await pipeline(queue).run(until: .idle)
    _ = try await queue.send([message])
    _ = try await pipeline(queue).run(until: .idle)
    #expect(try await bodies() == ["x"] && queue.bodies.isEmpty)
  }
}
