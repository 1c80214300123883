import Foundation
import MillraceStorage
import MillraceTesting

@testable import Millrace

/// A loader that a queue tells of files: the inbox is the bucket `in`.
struct EventedFixture {
  let base: LoadFixture
  let told: InMemoryQueue
  /// What goes wrong with reading.
  let plan = FaultPlan()

  init(_ attributes: QueueAttributes = QueueAttributes()) async throws {
    base = try await LoadFixture()
    told = InMemoryQueue(attributes, name: "told")
  }

  /// A queue from which messages go to a dead-letter queue after so many receipts.
  static func redriving(after receipts: Int) -> QueueAttributes {
    QueueAttributes(redrive: RedrivePolicy(deadLetterQueue: "dead", maximumReceiveCount: receipts))
  }

  /// The record of an event that tells of a file as it is now.
  func record(_ key: String, bucket: String = "in") async throws -> String {
    let info = try await base.inbox.head(try ObjectKey(key))
    return EventBodies.created(key, in: bucket, etag: info?.etag ?? "gone", size: Int(info?.size ?? 1))
  }

  /// Sends one message that tells of some files.
  func tell(_ keys: String..., bucket: String = "in") async throws {
    var records: [String] = []
    for key in keys { records.append(try await record(key, bucket: bucket)) }
    try await send(EventBodies.message(records))
  }

  func send(_ body: String) async throws {
    _ = try await told.send([OutgoingMessage(body: Array(body.utf8))])
  }

  // MARK: Running

  private func files(_ queue: (any MessageQueue)?) throws -> EventedFiles {
    let storage = BucketStorage(stores: ["in": FaultyObjectStore(base.inbox, plan: plan)])
    var files = EventedFiles(
      queue: queue ?? told, buckets: BucketBook(storage: storage, base: nil), match: [try GlobPattern("*")])
    files.consumer = QueueConsumerTests.options()
    files.consumer.stopsWhenIdle = false
    files.consumer.maximumMessages = 8
    files.backOff = BackOff(first: .milliseconds(20), longest: .milliseconds(50))
    return files
  }

  func pipeline(
    told queue: (any MessageQueue)? = nil, _ change: (inout LoadParts) -> Void = { _ in },
    options: (inout LoadOptions) -> Void = { _ in }
  ) throws -> LoadPipeline {
    let files = try files(queue)
    return try base.pipeline(
      { parts in
        parts.source = .events(files)
        change(&parts)
      }, options: options)
  }

  @discardableResult
  func run(
    _ change: (inout LoadParts) -> Void = { _ in }, options: (inout LoadOptions) -> Void = { _ in }
  ) async throws -> RunSummary {
    try await pipeline(change, options: options).run(until: .idle)
  }

  /// Runs until so many messages are sent, slowly, then dies.
  func die(afterSending count: Int) async throws {
    let slow = SelectiveQueue(base.queue, pause: .milliseconds(1))
    let pipeline = try pipeline { $0.queue = slow }
    let run = Task { try await pipeline.run(until: .idle) }
    while base.queue.sent.count < count { try await Task.sleep(for: .milliseconds(1)) }
    run.cancel()
    _ = try? await run.value
  }

  /// Lets the claims and receipts of a process that has died lapse.
  func lapse() async throws {
    try await base.lapse()
    told.loseHandles()
  }
}

/// Some buckets, and nothing else.
struct BucketStorage: StorageProvider {
  let stores: [String: any ObjectStore]

  func bucket(_ name: String, in base: Address?) async throws -> any ObjectStore {
    guard let store = stores[name] else { throw StoreError(.storeMissing, "there is no bucket \(name)") }
    return store
  }

  func objectStore(_ address: Address) async throws -> any ObjectStore { throw InjectedFault() }
  func queue(_ address: Address) async throws -> any MessageQueue { throw InjectedFault() }
  func topic(_ address: Address) async throws -> any Topic { throw InjectedFault() }
  func ledger(_ address: Address) async throws -> any Ledger { throw InjectedFault() }
  func endpoint(_ url: String) async throws -> any WebEndpoint { throw InjectedFault() }
  func close() async {}
}
