internal import Foundation
internal import MillraceStorage

/// Handles messages: a message with a stable identity once, however often it was sent.
///
/// claim → handle → ledger → acknowledgement. A crash between any two does it again: under the same name, or with the same
/// identity for whoever is told.
struct MessageProcessing: Sendable {
  let options: MessageOptions
  let consumer: QueueConsumer
  let desk: ClaimDesk
  let quarantine: any ObjectStore
  let patience: Patience
  let counters: DeliveryCounters
  let events: any EventSink

  /// Works on messages until there are no more. One of these runs in each pipeline.
  func work(with handler: any MessageHandler) async throws {
    while let held = await consumer.next() {
      do {
        switch try await process(DeliveredMessage(held.message), of: held.message, handler) {
        case .acknowledge: held.acknowledge()
        case .giveBack(let delay): held.giveBack(after: delay)
        }
      } catch {
        held.giveBack()
        if consumer.status.isStopping || Task.isCancelled { continue }
        throw error
      }
    }
    await handler.close()
  }

  private func process(
    _ message: DeliveredMessage, of received: ReceivedMessage, _ handler: any MessageHandler
  ) async throws -> MessageResolution {
    guard let identity = message.identity else {
      let outcome = try await handle(message, of: received, handler)
      return resolution(outcome, received)
    }
    let claimed = try await patience.attempt("use the ledger") { try await desk.claim("message:\(identity)") }
    let claim: Claim
    switch claimed {
    case .done:
      counters.update { $0.repeats += 1 }
      return .acknowledge
    case .held(_, let until): return resolution(.held(until: until), received)
    case .claimed(let taken): claim = taken
    }
    do {
      let outcome = try await handle(message, of: received, handler)
      if case .failed = outcome {
        await desk.release(claim)
      } else {
        _ = try await patience.attempt("use the ledger") { try await desk.finish(claim) }
      }
      return resolution(outcome, received)
    } catch {
      await desk.release(claim)
      throw error
    }
  }

  private func resolution(_ outcome: ObjectOutcome, _ message: ReceivedMessage) -> MessageResolution {
    MessageResolution([outcome], receiveCount: message.receiveCount, backOff: options.backOff, now: Date())
  }

  private func handle(
    _ message: DeliveredMessage, of received: ReceivedMessage, _ handler: any MessageHandler
  ) async throws -> ObjectOutcome {
    do {
      let written = try await handler.handle(message)
      counters.update { values in
        values.objects += 1
        values.bytesWritten += written
      }
      return .processed
    } catch {
      let isOfSurroundings = error.isOfSurroundings && (error as? StoreError)?.code != .invalidKey
      if isOfSurroundings || Task.isCancelled || consumer.status.isStopping { throw error }
      return try await fail(message, of: received, reason: "\(error)")
    }
  }

  private func fail(
    _ message: DeliveredMessage, of received: ReceivedMessage, reason: String
  ) async throws -> ObjectOutcome {
    counters.update { values in
      values.failed += 1
      values.errors["processing", default: 0] += 1
    }
    let isLast = !consumer.hasRedrivePolicy && received.receiveCount >= options.attempts
    events.record(
      PipelineEvent(
        isLast ? .error : .warning, isLast ? "message-quarantined" : "message-failed",
        "message \(message.name) could not be handled\(isLast ? " and is in quarantine" : ""): \(reason)",
        [("message-id", .text(received.id)), ("reason", .text(reason))]))
    guard isLast else { return .failed(reason: reason) }
    _ = try await patience.attempt("write to quarantine") {
      try await quarantine.put(
        received.body, as: try ObjectKey("messages/\(options.pipeline)/\(received.id)"), condition: .overwrite)
    }
    counters.update { $0.quarantined += 1 }
    return .quarantined
  }
}
