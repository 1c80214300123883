internal import MillraceStorage

/// The messages that wait to be sent, in their order.
///
/// On a FIFO queue a batch holds at most one message of a group, and a group has at most one message under way: if the queue
/// refuses single messages of a batch, none that comes later in its group is in the queue already.
struct SendLine: Sendable {
  let isOrdered: Bool
  private var plain = FIFOBuffer<PendingMessage>()
  private var groups: [String: FIFOBuffer<PendingMessage>] = [:]
  /// Groups that have messages and none under way, by the order of their first messages.
  private var ready: [(order: Int, group: String)] = []
  private var underWay: Set<String> = []
  private(set) var count = 0
  private(set) var bytes = 0

  init(isOrdered: Bool) {
    self.isOrdered = isOrdered
  }

  mutating func append(_ message: PendingMessage) {
    count += 1
    bytes += message.bytes
    guard isOrdered else { return plain.append(message) }
    let group = message.message.group ?? ""
    let isNew = groups[group] == nil
    groups[group, default: FIFOBuffer()].append(message)
    if isNew, !underWay.contains(group) { ready.append((message.order, group)) }
  }

  /// Whether there is enough for a batch that cannot be made larger by waiting.
  var hasFullBatch: Bool {
    isOrdered
      ? ready.count >= QueueLimits.batchCount : count >= QueueLimits.batchCount || bytes >= QueueLimits.batchBytes
  }

  var hasAny: Bool { isOrdered ? !ready.isEmpty : count > 0 }

  /// Takes what fits into one batch.
  mutating func take(atMost count: Int) -> [PendingMessage] {
    var batch: [PendingMessage] = []
    var total = 0
    while batch.count < count, let next = first, batch.isEmpty || total + next.bytes <= QueueLimits.batchBytes {
      total += next.bytes
      batch.append(next)
      removeFirst()
    }
    return batch
  }

  /// Whether the message that has waited longest can be taken: no earlier one of its group is under way.
  var isOldestReady: Bool {
    guard let first else { return false }
    return underWay.allSatisfy { groups[$0]?.first.map { $0.order > first.order } ?? true }
  }

  private var first: PendingMessage? {
    isOrdered ? ready.first.flatMap { groups[$0.group]?.first } : plain.first
  }

  private mutating func removeFirst() {
    let taken: PendingMessage?
    if isOrdered {
      let group = ready.removeFirst().group
      taken = groups[group]?.popFirst()
      if groups[group]?.isEmpty ?? true { groups[group] = nil }
      underWay.insert(group)
    } else {
      taken = plain.popFirst()
    }
    count -= 1
    bytes -= taken?.bytes ?? 0
  }

  /// Says that a message is not under way any more.
  mutating func release(_ message: PendingMessage) {
    guard isOrdered else { return }
    let group = message.message.group ?? ""
    underWay.remove(group)
    guard let next = groups[group]?.first else { return }
    let place = ready.firstIndex { $0.order > next.order } ?? ready.endIndex
    ready.insert((next.order, group), at: place)
  }

  /// Takes all that waits.
  mutating func removeAll() -> [PendingMessage] {
    let all =
      isOrdered
      ? groups.values.flatMap {
        var rest = $0; return rest.removeAll()
      } : plain.removeAll()
    groups = [:]
    ready = []
    count = 0
    bytes = 0
    return all
  }
}
