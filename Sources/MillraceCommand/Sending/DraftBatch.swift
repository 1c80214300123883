import MillraceStorage

/// Messages that fit into one send: at most ten, and 1 MiB in all.
struct DraftBatch: Sendable {
  private(set) var drafts: [MessageDraft] = []
  private var bytes = 0

  var isEmpty: Bool { drafts.isEmpty }

  /// Adds a message; false if it does not fit any more.
  mutating func add(_ draft: MessageDraft) -> Bool {
    let size = draft.message.countedBytes
    guard drafts.count < QueueLimits.batchCount, drafts.isEmpty || bytes + size <= QueueLimits.batchBytes else {
      return false
    }
    drafts.append(draft)
    bytes += size
    return true
  }

  /// As few batches as hold the messages, in their order.
  static func batches(of drafts: some Sequence<MessageDraft>) -> [DraftBatch] {
    var batches = [DraftBatch()]
    for draft in drafts where !batches[batches.count - 1].add(draft) {
      batches.append(DraftBatch())
      _ = batches[batches.count - 1].add(draft)
    }
    return batches.filter { !$0.isEmpty }
  }
}
