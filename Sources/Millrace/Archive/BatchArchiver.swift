internal import Foundation
internal import MillraceStorage

/// Archives messages in batches: claim → write → announce → publish → acknowledge.
///
/// With a ledger each message is in one batch, however often it comes. Without one, a crash between publishing and
/// acknowledging makes the messages of that batch come again, in another batch.
struct BatchArchiver: Sendable {
  let options: ArchiveOptions
  /// Whether a batch is closed when nothing more comes: the run is to end then.
  let isFlushedWhenQuiet: Bool
  let store: any ObjectStore
  let book: BatchBook?
  let patience: Patience
  let counters: DeliveryCounters
  let events: any EventSink

  /// Collects and writes batches until no more messages come.
  func work(_ consumer: QueueConsumer) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      var writing = 0
      var isOver = false
      let transform = BodyTransform(options.transform)
      while !isOver {
        let (batch, trigger) = await collect(consumer, transform)
        isOver = trigger == nil
        if batch.isEmpty { continue }
        if writing == options.writers {
          try await group.next()
          writing -= 1
        }
        writing += 1
        group.addTask { try await archive(batch, trigger ?? .flush, consumer) }
      }
      try await group.waitForAll()
    }
  }

  /// The next batch and what has closed it; nothing where no more come.
  private func collect(_ consumer: QueueConsumer, _ transform: BodyTransform?) async -> (
    MessageBatch, MessageBatch.Trigger?
  ) {
    var batch = MessageBatch()
    while true {
      if let trigger = batch.trigger(options.batch) { return (batch, trigger) }
      switch await consumer.next(until: deadline(of: batch)) {
      case .message(let held):
        if let transform, !transform.keeps(held.message) {
          counters.update { $0.dropped += 1 }
          held.acknowledge()
        } else {
          batch.add(held)
        }
      case .timeout:
        let isAged = batch.since.map { $0 + options.batch.age <= .now } ?? false
        return (batch, isAged ? .age : .flush)
      case .end: return (batch, nil)
      }
    }
  }

  private func deadline(of batch: MessageBatch) -> ContinuousClock.Instant? {
    guard let since = batch.since else { return nil }
    let aged = since + options.batch.age
    return isFlushedWhenQuiet ? min(aged, .now + options.quiet) : aged
  }

  private func archive(_ batch: MessageBatch, _ trigger: MessageBatch.Trigger, _ consumer: QueueConsumer) async throws {
    do {
      let taken = try await admit(batch)
      let messages = batch.sorted { taken[ObjectIdentifier($0)] != nil }
      if messages.isEmpty { return }
      try await write(messages, claims: messages.compactMap { taken[ObjectIdentifier($0)] ?? nil }, trigger)
      for held in messages { held.acknowledge() }
    } catch {
      let endsRun = !(error is BatchTakenOver)
      let wasStopping = consumer.status.isStopping || Task.isCancelled
      if endsRun { consumer.stop() }
      for held in batch.messages { held.giveBack() }
      if wasStopping { return }
      guard endsRun else {
        return events.record(PipelineEvent(.warning, "batch-taken-over", "\(error)"))
      }
      throw error
    }
  }

  /// The messages that are to be written, with their claims; the others are resolved.
  private func admit(_ batch: MessageBatch) async throws -> [ObjectIdentifier: Claim?] {
    guard let book else {
      return Dictionary(uniqueKeysWithValues: batch.messages.map { (ObjectIdentifier($0), nil) })
    }
    let verdicts = try await patience.attempt("use the ledger") { try await book.admit(batch.messages) }
    var taken: [ObjectIdentifier: Claim?] = [:]
    for (held, verdict) in zip(batch.messages, verdicts) {
      switch verdict {
      case .take(let claim): taken[ObjectIdentifier(held)] = claim
      case .isDone:
        held.acknowledge()
        counters.update { $0.repeats += 1 }
      case .wait(let delay): held.giveBack(after: delay)
      }
    }
    return taken
  }

  private func write(_ messages: [HeldMessage], claims: [Claim], _ trigger: MessageBatch.Trigger) async throws {
    let writer = BatchWriter(layout: options.layout, compression: options.compression, transform: options.transform)
    let key = try MessageBatch.key(of: messages, suffix: writer.suffix)
    // From then on the object may be there, whatever the store answers: only looking for it tells.
    var isAnnounced = false
    do {
      let bytes = try await patience.attempt("write to \(store.location)") {
        let staged = try await store.stage(key)
        do {
          let bytes = try await writer.write(messages.map(\.message), to: staged)
          isAnnounced = true
          try await announce(claims, key)
          _ = try await staged.publish(.overwrite)
          return bytes
        } catch {
          await staged.abandon()
          throw error
        }
      }
      note(key, messages.count, bytes, trigger)
    } catch {
      if !isAnnounced { await book?.release(claims) }
      throw error
    }
  }

  private func announce(_ claims: [Claim], _ key: ObjectKey) async throws {
    guard let book, !claims.isEmpty else { return }
    guard try await book.announce(claims, in: key) else {
      throw BatchTakenOver()
    }
  }

  private func note(_ key: ObjectKey, _ count: Int, _ bytes: Int64, _ trigger: MessageBatch.Trigger) {
    counters.update { values in
      values.batches += 1
      values.bytesWritten += bytes
    }
    events.record(
      PipelineEvent(
        .info, "batch-archived", "\(key.text): \(EventText.counted(count, "message")) (closed by \(trigger.rawValue))",
        [
          ("key", .text(key.text)), ("messages", .number(Int64(count))), ("bytes", .number(bytes)),
          ("trigger", .text(trigger.rawValue)),
        ]))
  }
}

/// Some messages of a batch are being written by someone else: it took longer than their claims hold.
struct BatchTakenOver: Error, CustomStringConvertible {
  let description = "messages of the batch were taken over by someone else; it is given back and done anew"
}
