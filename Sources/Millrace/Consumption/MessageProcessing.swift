internal import MillraceStorage

/// Handles messages: one with a stable identity once, however often it was sent.
///
/// claim → handle → ledger → acknowledgement. A crash between any two does it again: under the same name, or with the same
/// identity for whoever is told.
struct MessageProcessing: Sendable {
  let options: MessageOptions
  let consumer: QueueConsumer
  let repeats: RepeatGuard
  let quarantine: any ObjectStore
  let patience: Patience
  let counters: DeliveryCounters
  let events: any EventSink

  /// Works on messages until there are no more. One of these runs in each pipeline.
  func work(with handler: any MessageHandler) async throws {
    while let held = await consumer.next() {
      do {
        try await resolve(held, handler)
      } catch {
        held.giveBack()
        if consumer.status.isStopping || Task.isCancelled { continue }
        throw error
      }
    }
    await handler.close()
  }

  private func resolve(_ held: HeldMessage, _ handler: any MessageHandler) async throws {
    guard case .take(let claim) = try await repeats.admit(held) else { return }
    do {
      try await handle(DeliveredMessage(held.message), of: held.message, handler)
      try await repeats.finish(claim)
      held.acknowledge()
    } catch let failure as MessageFailure {
      await repeats.release(claim)
      held.giveBack(after: options.backOff.delay(afterFailures: held.message.receiveCount))
      tell(held.message, failure.reason, isLast: false)
    } catch {
      await repeats.release(claim)
      throw error
    }
  }

  /// A message that is to come again.
  private struct MessageFailure: Error {
    var reason: String
  }

  /// - Throws: ``MessageFailure``; what is wrong with the surroundings.
  private func handle(
    _ message: DeliveredMessage, of received: ReceivedMessage, _ handler: any MessageHandler
  ) async throws {
    do {
      let written = try await handler.handle(message)
      counters.update { values in
        values.objects += 1
        values.bytesWritten += written
      }
    } catch {
      let isOfSurroundings = error.isOfSurroundings && (error as? StoreError)?.code != .invalidKey
      if isOfSurroundings || Task.isCancelled || consumer.status.isStopping { throw error }
      counters.update { values in
        values.failed += 1
        values.errors["processing", default: 0] += 1
      }
      let isLast = !consumer.hasRedrivePolicy && received.receiveCount >= options.attempts
      guard isLast else { throw MessageFailure(reason: "\(error)") }
      try await enterQuarantine(received)
      tell(received, "\(error)", isLast: true)
    }
  }

  private func tell(_ message: ReceivedMessage, _ reason: String, isLast: Bool) {
    events.record(
      PipelineEvent(
        isLast ? .error : .warning, isLast ? "message-quarantined" : "message-failed",
        "message \(message.id) could not be handled\(isLast ? " and is in quarantine" : ""): \(reason)",
        [("message-id", .text(message.id)), ("reason", .text(reason))]))
  }

  private func enterQuarantine(_ message: ReceivedMessage) async throws {
    _ = try await patience.attempt("write to quarantine") {
      try await quarantine.put(
        message.body, as: try ObjectKey("messages/\(options.pipeline)/\(message.id)"), condition: .overwrite)
    }
    counters.update { $0.quarantined += 1 }
  }
}
