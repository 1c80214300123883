internal import Foundation
internal import MillraceStorage
internal import Synchronization

/// Works on messages that tell of objects: each object of a message has its turn, and what was done stays done when the
/// message comes again because of another.
struct EventMessages: Sendable {
  let processing: ObjectProcessing
  /// The store of a bucket.
  let bucket: @Sendable (String) async throws -> any ObjectStore
  let consumer: QueueConsumer
  let events: any EventSink

  /// Works on messages until there are no more. One of these runs in each pipeline.
  func work(by step: any ObjectStep) async throws {
    while let held = await consumer.next() {
      do {
        try await resolve(held, by: step)
      } catch {
        held.giveBack()
        // At the end of a run what is interrupted is given back, and that is all.
        if consumer.status.isStopping || Task.isCancelled { continue }
        throw error
      }
    }
    await step.close()
  }

  private func resolve(_ held: HeldMessage, by step: any ObjectStep) async throws {
    let message = S3EventParser.parse(held.message.body)
    announce(message, held.message)
    var outcomes: [ObjectOutcome] = []
    for event in message.events where event.kind == .created {
      outcomes.append(try await process(event, of: held.message, by: step))
    }
    if !message.problems.isEmpty {
      outcomes.append(try await unreadable.refuse(held.message, message.problems, of: consumer))
    }
    let resolution = MessageResolution(
      outcomes, receiveCount: held.message.receiveCount, backOff: processing.options.messageBackOff, now: Date())
    switch resolution {
    case .acknowledge: held.acknowledge()
    case .giveBack(let delay): held.giveBack(after: delay)
    }
  }

  private var unreadable: UnreadableMessages {
    UnreadableMessages(
      pipeline: processing.options.pipeline, quarantine: processing.quarantine.store, patience: processing.patience,
      events: events)
  }

  private func process(
    _ event: S3Event, of message: ReceivedMessage, by step: any ObjectStep
  ) async throws -> ObjectOutcome {
    let attempt: AttemptCount = consumer.hasRedrivePolicy ? .byQueue : .receipts(message.receiveCount)
    let isLastReceipt = consumer.maximumReceiveCount.map { message.receiveCount >= $0 } ?? false
    let store: any ObjectStore
    do {
      store = try await bucket(event.bucket)
    } catch let error as StoreError {
      return .failed(reason: error.message)
    }
    for (index, text) in event.keys.enumerated() {
      guard let key = try? ObjectKey(text), processing.options.takes(text) else { continue }
      let isLast = index == event.keys.count - 1
      guard let place = try await place(of: event, key, in: store, isLast: isLast) else { continue }
      return try await processing.process(place, by: step, attempt: attempt, isLastReceipt: isLastReceipt)
    }
    return .known
  }

  /// The object that an event means; nil where there is none under this key and the event may mean another.
  private func place(
    of event: S3Event, _ key: ObjectKey, in store: any ObjectStore, isLast: Bool
  ) async throws -> ObjectPlace? {
    let version = processing.options.followsReplacements ? nil : event.version
    if isLast, let etag = event.etag, let size = event.size, size > 0 {
      // Reading tells whether it is there; asking before would be one more call for every object.
      return ObjectPlace(
        store: store, bucket: event.bucket, key: key, size: size, etag: etag, version: version)
    }
    let info = try await processing.patience.attempt("read from \(store.location)") { try await store.head(key) }
    guard let info else {
      guard isLast else { return nil }
      return ObjectPlace(
        store: store, bucket: event.bucket, key: key, size: event.size ?? 1, etag: event.etag ?? "gone",
        version: version)
    }
    return ObjectPlace(
      store: store, bucket: event.bucket, key: key, size: event.size ?? info.size, etag: event.etag ?? info.etag,
      version: version)
  }

  private func announce(_ message: S3EventMessage, _ received: ReceivedMessage) {
    if message.isTest {
      events.record(
        PipelineEvent(
          .info, "test-event", "a test event of S3 says that notifications are switched on",
          [("message-id", .text(received.id))]))
    }
  }
}

extension ObjectOptions {
  /// Whether objects of this key are taken. A pattern without a slash is held against the last part of a key.
  func takes(_ key: String) -> Bool {
    match.isEmpty
      || match.contains { $0.matchesKey(key) }
  }
}
