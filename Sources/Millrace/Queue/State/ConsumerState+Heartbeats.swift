internal import MillraceStorage

/// Messages whose timeouts are to be set anew, in calls of ten.
struct HeartbeatRound {
  struct Extension {
    var ticket: ConsumerState.Ticket
    var change: VisibilityChange
  }

  var batches: [[Extension]] = []
}

extension ConsumerState {
  /// Kept between our reckoning of the 12 hours and the queue's.
  static let visibilityMargin = Duration.seconds(5)

  /// The messages whose timeouts are due. One is due when half of its timeout has passed; those of which a third has passed
  /// go with it, so that calls are full.
  mutating func dueExtensions(now: Instant) -> (HeartbeatRound, ConsumerEffects) {
    var effects = ConsumerEffects()
    guard entries.values.contains(where: { isDue($0, share: 2, now) }) else { return (HeartbeatRound(), effects) }
    var due: [HeartbeatRound.Extension] = []
    var expired: [Ticket] = []
    let timeout = visibility
    for (ticket, entry) in entries where isDue(entry, share: 3, now) {
      let rest = QueueLimits.longestVisibility - Self.visibilityMargin - entry.receivedAt.duration(to: now)
      // Setting less than what is left of the present timeout would shorten it.
      guard rest > timeout / 2 else {
        if rest <= .zero { expired.append(ticket) } else { entries[ticket]?.nextExtension = now + rest }
        continue
      }
      entries[ticket]?.nextExtension = now + timeout / 4
      due.append(.init(ticket: ticket, change: .init(handle: entry.handle, timeout: Self.whole(min(timeout, rest)))))
    }
    for ticket in expired {
      lose(ticket, because: "it has been in hand for 12 hours, the most a queue allows", now: now, &effects)
    }
    var round = HeartbeatRound()
    for start in stride(from: 0, to: due.count, by: QueueLimits.batchCount) {
      round.batches.append(Array(due[start..<min(start + QueueLimits.batchCount, due.count)]))
    }
    return (round, effects)
  }

  /// Queues count in seconds, from one on.
  private static func whole(_ timeout: Duration) -> Duration {
    timeout < .seconds(1) ? timeout : .seconds(timeout.components.seconds)
  }

  private func isDue(_ entry: Entry, share: Int, _ now: Instant) -> Bool {
    guard entry.phase != .returning, !entry.isLost else { return false }
    if let next = entry.nextExtension { return next <= now }
    return entry.extendedAt + visibility / share <= now
  }

  /// When the next message is due; nil where none is in hand.
  var nextHeartbeat: Instant? {
    var earliest: Instant?
    for entry in entries.values where entry.phase != .returning && !entry.isLost {
      let due = entry.nextExtension ?? entry.extendedAt + visibility / 2
      earliest = min(earliest ?? due, due)
    }
    return earliest
  }

  /// Takes in what a call for extensions has come to.
  mutating func extended(
    _ batch: [HeartbeatRound.Extension], from start: Instant, failures: [String: QueueError], now: Instant
  ) -> ConsumerEffects {
    var effects = ConsumerEffects()
    var hasFailed = false
    for item in batch {
      guard let error = failures[item.change.handle] else {
        entries[item.ticket]?.extendedAt = start
        entries[item.ticket]?.nextExtension = nil
        counters.extended += 1
        continue
      }
      if error.code == .invalidHandle {
        lose(item.ticket, because: "its receipt handle is not valid any more", now: now, &effects)
      } else {
        hasFailed = true
        tell(error, doing: "extend", &effects)
        let retry = now + visibility / 8
        entries[item.ticket]?.nextExtension = retry
        if error.code == .accessDenied || error.code == .notFound { fail(error, now: now, &effects) }
      }
    }
    if !hasFailed { forgetErrors(of: "extend") }
    return effects
  }

  /// The queue has taken a message away. Who works on it learns it when acknowledging.
  mutating func lose(_ ticket: Ticket, because reason: String, now: Instant, _ effects: inout ConsumerEffects) {
    // One that is to be deleted is told of by the deletion.
    guard let entry = entries[ticket], entry.phase == .waiting || entry.phase == .taken else { return }
    counters.lost += 1
    effects.events.append(
      PipelineEvent(
        .warning, "message-lost", "message \(entry.messageID) is not ours any more: \(reason). It may be done twice",
        [("message-id", .text(entry.messageID)), ("reason", .text(reason))]))
    if entry.phase == .waiting {
      drop(ticket)
      settled(&effects)
    } else {
      entries[ticket]?.isLost = true
    }
    guard let group = entry.group else { return }
    groups[group]?.removeAll { $0 == ticket }
    returnGroup(group, delay: .zero, now: now, &effects)
  }
}
