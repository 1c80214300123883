internal import MillraceStorage

extension ConsumerState {
  /// Stops receiving, gives back what nobody has taken, and tells those who wait that nothing comes any more.
  mutating func stop(now: Instant, _ effects: inout ConsumerEffects) {
    guard stoppedAt == nil else { return }
    stoppedAt = now
    for ticket in entries.keys.sorted() where entries[ticket]?.phase == .waiting {
      beginReturn(ticket, delay: .zero, now: now, &effects)
    }
    for waiter in waiters.removeAll() { effects.handovers.append((waiter, nil)) }
    effects.wakes.formUnion([.timekeeper, .resolver, .end])
    wakeReceivers(&effects)
  }

  /// Stops because going on makes no sense; the first error is the one that is reported.
  mutating func fail(_ error: QueueError, now: Instant, _ effects: inout ConsumerEffects) {
    failure = failure ?? error
    stop(now: now, &effects)
  }

  /// When the timekeeper has to look again at a run that is ending.
  var nextDeadline: Instant? {
    guard let stoppedAt else { return nil }
    let deadline = stoppedAt + options.shutdownDeadline
    return isPastDeadline ? (givenUpAt ?? deadline) + options.lastResort : deadline
  }

  /// At the deadline, gives back what is still being worked on; some time after it, gives up on a queue that does not
  /// answer.
  mutating func enforceDeadline(now: Instant) -> ConsumerEffects {
    var effects = ConsumerEffects()
    guard let deadline = nextDeadline, deadline <= now else { return effects }
    if isPastDeadline {
      // What comes in after this, in the answer to a late receive, has its turn later.
      givenUpAt = now
      abandon(&effects)
    } else {
      isPastDeadline = true
      for ticket in entries.keys.sorted() where entries[ticket]?.phase == .taken {
        if entries[ticket]?.isLost == true {
          drop(ticket)
        } else {
          beginReturn(ticket, delay: .zero, now: now, &effects)
        }
      }
    }
    effects.wakes.formUnion([.resolver, .end])
    settled(&effects)
    return effects
  }

  private mutating func abandon(_ effects: inout ConsumerEffects) {
    guard !entries.isEmpty, !isAbandoned else { return }
    isAbandoned = true
    let count = entries.count
    effects.events.append(
      PipelineEvent(
        .warning, "messages-abandoned",
        "\(EventText.counted(count, "message")) could be neither acknowledged nor given back; what is held comes back when "
          + "its timeout lapses",
        [("messages", .number(Int64(count)))]))
    entries = [:]
    deletes = PendingCalls()
    returns = PendingCalls()
  }
}
