/// Messages that wait to be deleted, or to be given back, in calls of ten.
struct PendingCalls: Sendable {
  var tickets = FIFOBuffer<(ticket: ConsumerState.Ticket, delay: Duration)>()
  /// When the first of those that wait was added.
  var since: ContinuousClock.Instant?
  /// After a failure: when to try again.
  var notBefore: ContinuousClock.Instant?
  var failures = 0

  mutating func add(_ ticket: ConsumerState.Ticket, delay: Duration = .zero, now: ContinuousClock.Instant) {
    tickets.append((ticket, delay))
    since = since ?? now
  }

  /// When the next call is due; nil where nothing waits.
  func due(count: Int, linger: Duration, isHurried: Bool) -> ContinuousClock.Instant? {
    guard let since else { return nil }
    let ripe = isHurried || tickets.count >= count ? since : since + linger
    return max(ripe, notBefore ?? ripe)
  }

  mutating func takeBatch(_ count: Int, now: ContinuousClock.Instant) -> [(
    ticket: ConsumerState.Ticket, delay: Duration
  )] {
    let batch = tickets.popFirst(count)
    since = tickets.isEmpty ? nil : now
    return batch
  }

  mutating func succeeded() {
    failures = 0
    notBefore = nil
  }

  mutating func failed(_ backOff: BackOff, now: ContinuousClock.Instant) {
    failures += 1
    notBefore = now + backOff.delay(afterFailures: failures)
  }
}
