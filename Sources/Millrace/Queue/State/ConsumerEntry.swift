extension ConsumerState {
  /// A message that was received and is not gone yet.
  struct Entry: Sendable {
    enum Phase {
      /// Nobody has taken it.
      case waiting
      /// Someone works on it.
      case taken
      /// It is to be deleted.
      case acknowledging
      /// It is to be given back.
      case returning
    }

    let handle: String
    let messageID: String
    let bytes: Int
    let group: String?
    let receivedAt: Instant
    /// When its timeout was last set, by receiving or extending it.
    var extendedAt: Instant
    /// No attempt to extend it before this time: one is under way, or has failed.
    var nextExtension: Instant?
    var phase = Phase.waiting
    /// Kept for the one who will take it.
    var message: HeldMessage?
    /// The queue says that it is not ours any more.
    var isLost = false
  }

  /// Ends the time in which a message counts as in hand.
  mutating func leaveHand(_ ticket: Ticket, for phase: Entry.Phase) {
    guard var entry = entries[ticket] else { return }
    heldMessages -= 1
    heldBytes -= entry.bytes
    entry.phase = phase
    entry.message = nil
    entries[ticket] = entry
  }

  /// Forgets a message that is in hand.
  mutating func drop(_ ticket: Ticket) {
    leaveHand(ticket, for: .returning)
    entries[ticket] = nil
  }
}
