internal import MillraceJSON
internal import MillraceStorage

/// Archives messages one by one: an object for each, durable before its message is acknowledged.
///
/// Writing is idempotent: a message that comes twice is written twice to the same name. One that its sender has sent twice comes
/// under two names; a ledger tells those.
struct ObjectArchiver: Sendable {
  let transform: RecordTransform
  let store: any ObjectStore
  /// nil: what its sender has sent twice is written twice.
  let repeats: RepeatGuard?
  let patience: Patience
  let counters: DeliveryCounters
  let events: any EventSink

  /// Archives messages until there are no more. Many of these run at a time.
  func work(_ consumer: QueueConsumer) async throws {
    let transform = BodyTransform(transform)
    while let held = await consumer.next() {
      if let transform, !transform.keeps(held.message) {
        counters.update { $0.dropped += 1 }
        held.acknowledge()
        continue
      }
      var claim: Claim?
      do {
        if let repeats {
          guard case .take(let taken) = try await repeats.admit(held) else { continue }
          claim = taken
        }
        try await archive(held.message, transform)
        try await repeats?.finish(claim)
        held.acknowledge()
      } catch {
        await repeats?.release(claim)
        try giveUp(held, error, consumer)
      }
    }
  }

  private func archive(_ message: ReceivedMessage, _ transform: BodyTransform?) async throws {
    let key = try ArchiveKey.object(message)
    var bytes: [UInt8] = []
    MessageDocument.append(message, to: &bytes, transform: transform)
    let document = bytes
    _ = try await patience.attempt("write to \(store.location)") {
      try await store.put(document, as: key, condition: .overwrite)
    }
    counters.update { values in
      values.objects += 1
      values.bytesWritten += Int64(document.count)
    }
  }

  /// What is wrong with the message itself costs that message only; anything else ends the run.
  private func giveUp(_ held: HeldMessage, _ error: any Error, _ consumer: QueueConsumer) throws {
    let isOfMessage = (error as? StoreError)?.code == .invalidKey
    held.giveBack(after: isOfMessage ? BackOff.ofMessages.delay(afterFailures: held.message.receiveCount) : nil)
    if consumer.status.isStopping || error is CancellationError { return }
    counters.update { $0.failed += 1 }
    guard isOfMessage else { throw error }
    events.record(
      PipelineEvent(
        .error, "message-failed", "message \(held.message.id) cannot be archived: \(error.asPipelineError.message)",
        [("message-id", .text(held.message.id))]))
  }
}
