/// Whether a queue has nothing for us: a receive that began with nothing in hand has come back empty after its whole wait.
struct Idleness: Sendable {
  /// When messages that were given back with a delay have all come due.
  private(set) var lastReturn: ContinuousClock.Instant?
  private(set) var isEmpty = false

  mutating func noteReturn(dueAt instant: ContinuousClock.Instant) {
    lastReturn = max(lastReturn ?? instant, instant)
    isEmpty = false
  }

  mutating func noteMessages() {
    isEmpty = false
  }

  /// A receive that began at `start`, with nothing in hand, was answered with nothing.
  mutating func noteEmpty(since start: ContinuousClock.Instant) {
    if let lastReturn, start < lastReturn { return }
    isEmpty = true
  }
}
