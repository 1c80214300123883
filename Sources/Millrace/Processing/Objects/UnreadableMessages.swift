internal import MillraceStorage

/// What becomes of messages that should tell of objects and cannot be read. They are for people to look at: in the dead-letter
/// queue, or else in quarantine.
struct UnreadableMessages: Sendable {
  let pipeline: String
  let quarantine: any ObjectStore
  let patience: Patience
  let events: any EventSink

  /// - Parameter problems: what is wrong with the message.
  /// - Throws: what is wrong with the quarantine.
  func refuse(
    _ message: ReceivedMessage, _ problems: [String], of consumer: QueueConsumer
  ) async throws -> ObjectOutcome {
    let reason = problems.joined(separator: "; ")
    if message.receiveCount == 1 {
      events.record(
        PipelineEvent(
          .warning, "message-not-understood", "message \(message.id): \(reason)", [("message-id", .text(message.id))]))
    }
    if consumer.hasRedrivePolicy { return .failed(reason: reason) }
    _ = try await patience.attempt("write to quarantine") {
      try await quarantine.put(
        message.body, as: try ObjectKey("messages/\(pipeline)/\(message.id)"), condition: .overwrite)
    }
    return .quarantined
  }
}
