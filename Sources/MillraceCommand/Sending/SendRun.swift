import Foundation
import MillraceStorage

/// One `send`: reads bodies, makes messages of them, and sends them in batches, several at a time.
struct SendRun: Sendable {
  var queue: any MessageQueue
  var limits: QueueAttributes
  var attributes: [String: MessageAttribute]
  var group: String?
  var delay: Duration?
  /// Batches on their way at the same time; one where the order is to be kept.
  var parallel: Int

  func run(_ reader: MessageReader, progress: @Sendable (SendTally) -> Void) async throws -> SendTally {
    let sender = MessageSender(queue: queue)
    return try await withThrowingTaskGroup(of: SendTally.self) { group in
      var tally = SendTally()
      var underWay = 0
      while true {
        let bodies = try await reader.next(maximum: QueueLimits.batchCount)
        if bodies.isEmpty { break }
        let drafts = bodies.map(draft)
        tally.refusals += drafts.compactMap(refusal)
        for batch in DraftBatch.batches(of: drafts.filter { refusal($0) == nil }) {
          if underWay == parallel, let done = try await group.next() {
            tally += done
            underWay -= 1
          }
          group.addTask { try await sender.send(batch) }
          underWay += 1
        }
        progress(tally)
      }
      for try await done in group { tally += done }
      return tally
    }
  }

  private func draft(_ body: MessageReader.Body) -> MessageDraft {
    var message = OutgoingMessage(body: body.bytes, attributes: attributes, group: group, delay: delay)
    // A FIFO queue wants one where it does not make its own; every line is meant, also one that is there twice.
    if group != nil, !limits.deduplicatesByContent { message.deduplicationID = UUID().uuidString }
    return MessageDraft(message: message, origin: body.origin)
  }

  /// Why the queue would not take a message; checked here, since one such message would fail its whole batch.
  private func refusal(_ draft: MessageDraft) -> SendTally.Refusal? {
    let size = draft.message.countedBytes
    if size > limits.maximumMessageBytes {
      return .init(
        origin: draft.origin,
        reason: "it is longer than the \(Quantity.count(limits.maximumMessageBytes)) bytes that the queue takes, "
          + "attributes included")
    }
    return draft.message.fault.map { .init(origin: draft.origin, reason: $0) }
  }
}
