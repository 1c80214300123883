internal import MillraceJSON
internal import Synchronization

extension SQSService {
  /// Adds messages without a request; `{n}` in the body becomes the message's number, from 0.
  func seed(_ name: String, count: Int, body: String) throws(ServiceError) {
    let pieces = body.split(separator: "{n}", omittingEmptySubsequences: false)
    for start in stride(from: 0, to: count, by: 1000) {
      try change(name) { state, handovers, now throws(ServiceError) in
        let queue = try state.traits(name)
        for number in start..<min(count, start + 1000) {
          var draft = SQSDraft(body: Array(pieces.joined(separator: String(number)).utf8))
          if queue.isFIFO { (draft.groupID, draft.deduplicationID) = ("seed", "seed-\(now)-\(number)") }
          let message = try draft.message(for: queue, id: state.makeID(), now: now)
          _ = state.send(message, to: name, delay: 0, now: now, handovers: &handovers)
        }
      }
    }
  }

  /// A message from another service of this server. Nothing happens if there is no such queue.
  func deliver(_ draft: SQSDraft, to arn: String) {
    guard let name = arn.split(separator: ":").last.map(String.init) else { return }
    try? change(name) { state, handovers, now throws(ServiceError) in
      let queue = try state.traits(name)
      var draft = draft
      if queue.isFIFO, draft.groupID == nil { draft.groupID = "default" }
      let message = try draft.message(for: queue, id: state.makeID(), now: now)
      _ = state.send(message, to: name, delay: draft.milliseconds(queue), now: now, handovers: &handovers)
    }
  }

  func exists(_ arn: String) -> Bool {
    guard let name = arn.split(separator: ":").last.map(String.init) else { return false }
    return state.withLock { $0.queues[name]?.arn == arn }
  }

  /// Counts of all messages, and of each queue.
  var counts: (SQSCounters, [String: TestServerStatistics.QueueCounts]) {
    let now = ServerClock.machineTime
    return state.withLock { state in
      var queues: [String: TestServerStatistics.QueueCounts] = [:]
      for name in state.queues.keys {
        state.queues[name]?.advance(to: now)
        guard let queue = state.queues[name] else { continue }
        queues[name] = .init(visible: queue.readyCount, inFlight: queue.inFlightCount, delayed: queue.delayedCount)
      }
      return (state.counters, queues)
    }
  }
}
