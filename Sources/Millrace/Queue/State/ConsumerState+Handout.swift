internal import MillraceStorage

extension ConsumerState {
  /// Makes a message available, or gives it to who waits.
  mutating func offer(_ ticket: Ticket, _ effects: inout ConsumerEffects) {
    guard let waiter = waiters.popFirst() else { return ready.append(ticket) }
    effects.handovers.append((waiter, take(ticket)))
  }

  /// The next message that someone may work on; nil if there is none now.
  mutating func takeNext() -> HeldMessage? {
    while let ticket = ready.popFirst() {
      if let message = take(ticket) { return message }
    }
    return nil
  }

  private mutating func take(_ ticket: Ticket) -> HeldMessage? {
    guard let index = entries.index(forKey: ticket), entries.values[index].phase == .waiting else { return nil }
    entries.values[index].phase = .taken
    return entries.values[index].message.take()
  }

  /// Ends the wait of one who was cancelled.
  mutating func cancelWaiter(_ id: Int) -> ConsumerEffects {
    var effects = ConsumerEffects()
    if let waiter = waiters.remove(where: { $0.id == id }) { effects.handovers.append((waiter, nil)) }
    return effects
  }

  // MARK: Resolving

  /// Marks a message as done. False where it is not ours any more.
  mutating func acknowledge(_ ticket: Ticket, now: Instant, _ effects: inout ConsumerEffects) -> Bool {
    guard let entry = entries[ticket], entry.phase == .taken else { return false }
    if entry.isLost {
      drop(ticket)
      settled(&effects)
      return false
    }
    leaveHand(ticket, for: .acknowledging)
    deletes.add(ticket, now: now)
    if deletes.tickets.count == 1 || deletes.tickets.count >= QueueLimits.batchCount { effects.wakes.insert(.resolver) }
    if let group = entry.group { advance(group, &effects) }
    wakeReceivers(&effects)
    return true
  }

  /// The first of a group is resolved: the next may be taken.
  private mutating func advance(_ group: String, _ effects: inout ConsumerEffects) {
    guard var line = groups[group] else { return }
    line.removeFirst()
    groups[group] = line.isEmpty ? nil : line
    if let next = line.first { offer(next, &effects) }
  }

  /// Gives a message back that someone has taken, and those of its group behind it.
  mutating func giveBack(_ ticket: Ticket, delay: Duration, now: Instant, _ effects: inout ConsumerEffects) {
    guard let entry = entries[ticket], entry.phase == .taken else { return }
    if entry.isLost {
      drop(ticket)
    } else {
      beginReturn(ticket, delay: delay, now: now, &effects)
    }
    if let group = entry.group { returnGroup(group, delay: delay, now: now, &effects) }
    settled(&effects)
  }

  /// Order would be broken if what is behind a failed message of the group were handed out.
  mutating func returnGroup(_ group: String, delay: Duration, now: Instant, _ effects: inout ConsumerEffects) {
    for ticket in groups.removeValue(forKey: group) ?? [] where entries[ticket]?.phase == .waiting {
      beginReturn(ticket, delay: delay, now: now, &effects)
    }
  }

  mutating func beginReturn(_ ticket: Ticket, delay: Duration, now: Instant, _ effects: inout ConsumerEffects) {
    guard let entry = entries[ticket] else { return }
    leaveHand(ticket, for: .returning)
    // Twelve hours from the receipt is the most that any message may stay invisible.
    let limit = QueueLimits.longestVisibility - entry.receivedAt.duration(to: now) - ConsumerState.visibilityMargin
    let bounded = max(.zero, min(delay, limit))
    idleness.noteReturn(dueAt: now + bounded)
    returns.add(ticket, delay: bounded, now: now)
    effects.wakes.insert(.resolver)
  }

  /// Something has left: there may be room, or nothing left at all.
  mutating func settled(_ effects: inout ConsumerEffects) {
    wakeReceivers(&effects)
    if isFinished { effects.wakes.insert(.end) }
  }
}
