import MillraceStorage
import Synchronization

/// Moves messages by receiving, sending and deleting them, for queues that cannot do it themselves, and for chosen messages.
///
/// A message is sent before it is deleted: whatever ends this process, none is lost. One that was sent and not deleted is
/// sent again by the next move; on FIFO queues its deduplication id drops the repeat.
struct MessageMove: Sendable {
  let route: DeadLetterRoute
  let choice: MessageChoice
  /// Longer than a move takes between receiving a message and giving it back.
  var visibility = Duration.seconds(600)
  var progress: @Sendable (Int) -> Void = { _ in }

  /// - Parameter isFIFO: whether the target is; then the order is kept.
  func run(isFIFO: Bool) async throws -> RedriveTally {
    var tally = RedriveTally()
    var held: [String] = []
    var seen: Set<String> = []
    do {
      while !choice.isSatisfied(by: tally.moved) {
        let messages = try await route.dead.receive(
          maximum: QueueLimits.batchCount, wait: .seconds(1), visibility: visibility)
        let fresh = messages.filter { seen.insert($0.id).inserted }
        if fresh.isEmpty {
          held += messages.map(\.receiptHandle)
          break
        }
        let chosen = self.chosen(of: fresh, after: tally.moved)
        let chosenHandles = Set(chosen.map(\.receiptHandle))
        held += messages.map(\.receiptHandle).filter { !chosenHandles.contains($0) }
        tally.left += fresh.count - chosen.count
        tally += try await move(chosen, isFIFO: isFIFO)
        progress(tally.moved)
      }
    } catch {
      try? await route.dead.giveBack(held)
      throw error
    }
    try await route.dead.giveBack(held)
    return tally
  }

  private func chosen(of messages: [ReceivedMessage], after moved: Int) -> [ReceivedMessage] {
    let matching = messages.filter(choice.matches)
    guard let limit = choice.limit else { return matching }
    return Array(matching.prefix(max(0, limit - moved)))
  }

  private func move(_ messages: [ReceivedMessage], isFIFO: Bool) async throws -> RedriveTally {
    var tally = RedriveTally()
    let handles = Dictionary(messages.map { ($0.id, $0.receiptHandle) }) { $1 }
    for batch in DraftBatch.batches(of: messages.map { draft($0, isFIFO: isFIFO) }) {
      let sent = try await MessageSender(queue: route.source).send(batch)
      let refused = Set(sent.refusals.map(\.origin))
      tally.refusals += sent.refusals.map { .init(id: $0.origin, reason: $0.reason) }
      try await route.dead.giveBack(refused.compactMap { handles[$0] })
      let done = batch.drafts.map(\.origin).filter { !refused.contains($0) }
      tally.moved += done.count
      for failure in try await route.dead.delete(done.compactMap { handles[$0] }) {
        let id = done.first { handles[$0] == failure.handle } ?? failure.handle
        tally.refusals.append(.init(id: id, reason: "sent, but not deleted: \(failure.error.message)"))
      }
    }
    return tally
  }

  /// The message as it was; its id in the dead-letter queue serves as deduplication id, so that a second move is dropped.
  private func draft(_ message: ReceivedMessage, isFIFO: Bool) -> MessageDraft {
    MessageDraft(
      message: OutgoingMessage(
        body: message.body, attributes: message.attributes,
        group: isFIFO ? message.group ?? message.id : nil,
        deduplicationID: isFIFO ? "redrive-\(message.id)" : nil),
      origin: message.id)
  }
}
