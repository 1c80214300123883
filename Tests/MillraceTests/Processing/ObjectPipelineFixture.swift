import Foundation
import MillraceJSON
import MillraceStorage
import MillraceTesting
import Synchronization

@testable import Millrace

/// Objects in a bucket that is a folder, a queue of events, and where results go.
struct ObjectPipelineFixture {
  let folder: TemporaryDirectory
  let queue: InMemoryQueue
  let bucket: DirectoryStore
  let output: DirectoryStore
  let quarantine: DirectoryStore
  let ledger: SQLiteLedger
  let events = RecordedEvents()

  init(_ attributes: QueueAttributes = QueueAttributes()) async throws {
    folder = try TemporaryDirectory()
    queue = InMemoryQueue(attributes)
    bucket = try await DirectoryStore.open(at: folder.file("in"))
    output = try await DirectoryStore.open(at: folder.file("out"))
    quarantine = try await DirectoryStore.open(at: folder.file("quarantine"))
    ledger = try await SQLiteLedger.open(at: folder.file("ledger.sqlite"))
  }

  func put(_ key: String, _ text: String) async throws {
    _ = try await bucket.put(Array(text.utf8), as: try ObjectKey(key), condition: .overwrite)
  }

  // MARK: Events

  func record(_ key: String, etag: String? = nil, size: Int? = nil) -> String {
    EventBodies.created(key, in: "in", etag: etag, size: size)
  }

  func records(_ records: [String]) -> String { EventBodies.message(records) }

  func announce(_ key: String, etag: String? = nil, size: Int? = nil) async throws {
    try await send(records([record(key, etag: etag, size: size)]))
  }

  func send(_ body: String) async throws {
    _ = try await queue.send([OutgoingMessage(body: Array(body.utf8))])
  }

  // MARK: Running

  var parts: ObjectParts {
    ObjectParts(
      ledger: ledger, results: output, quarantine: QuarantineStore(store: quarantine),
      retry: RetryPolicy(maximumAttempts: 3, firstDelay: 0.01, maximumDelay: 0.02))
  }

  private func options(_ change: (inout ObjectOptions) -> Void) -> ObjectOptions {
    var options = ObjectOptions(pipeline: "test")
    options.consumer = QueueConsumerTests.options()
    options.pipelines = 4
    options.messageBackOff = BackOff(first: .milliseconds(20), longest: .milliseconds(50))
    change(&options)
    return options
  }

  func run(
    _ processor: any ObjectProcessor = LineCounter(), _ change: (inout ObjectOptions) -> Void = { _ in }
  ) async throws {
    try await run(StepFactory { ProcessorStep(processor: processor) }, change)
  }

  func run(_ steps: StepFactory, _ change: (inout ObjectOptions) -> Void = { _ in }) async throws {
    let pipeline = ObjectPipeline(
      queue: queue, bucket: { [bucket] _ in bucket }, parts: parts, options: options(change), steps: steps,
      events: events)
    _ = try await pipeline.run(until: .idle)
  }

  func runListed(_ processor: any ObjectProcessor = LineCounter()) async throws {
    let pipeline = ListedObjectPipeline(
      store: bucket, poll: .milliseconds(10), settle: .zero, parts: parts, options: options { _ in },
      steps: StepFactory { ProcessorStep(processor: processor) }, events: events)
    _ = try await pipeline.run(until: .idle)
  }

  func resultTexts() async throws -> [String] {
    var texts: [String] = []
    for try await page in output.list(prefix: "") {
      for object in page { texts.append(String(decoding: try await output.get(object.key), as: UTF8.self)) }
    }
    return texts
  }

  func results() async throws -> [JSONValue] {
    try await resultTexts().map { try JSONValue(parsing: $0) }
  }
}

/// Counts how often it is given each object; fails and takes its time as it is told.
final class CountingProcessor: ObjectProcessor {
  private let state: Mutex<[String: Int]> = Mutex([:])
  private let failing: [String: Int]
  private let pause: Duration

  init(failing: [String: Int] = [:], pause: Duration = .zero) {
    self.failing = failing
    self.pause = pause
  }

  var counts: [String: Int] { state.withLock { $0 } }

  func process(_ object: ObjectMetadata, content: ObjectContent) async throws -> ProcessedObject {
    let count = state.withLock { state in
      state[object.key, default: 0] += 1
      return state[object.key, default: 0]
    }
    try await Task.sleep(for: pause)
    if count <= failing[object.key] ?? 0 { throw InjectedFault() }
    return try ProcessedObject(["key": object.key])
  }
}

/// Computes for a time without ever suspending.
final class BusyProcessor: ObjectProcessor {
  private let calls = Mutex(0)
  private let duration: Duration

  init(for duration: Duration) { self.duration = duration }

  var count: Int { calls.withLock { $0 } }

  func process(_ object: ObjectMetadata, content: ObjectContent) async throws -> ProcessedObject {
    calls.withLock { $0 += 1 }
    let end = ContinuousClock.now + duration
    while ContinuousClock.now < end {}
    return try ProcessedObject(["key": object.key])
  }
}
