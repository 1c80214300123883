internal import NIOCore

/// Ends an exchange whose phase takes too long. Lives on one event loop.
///
/// There is one timer for an exchange: each phase moves the deadline, and the timer looks at it when it rings. That is
/// cheaper than a timer for each piece of a body.
struct ExchangeWatchdog {
  private(set) var phase = TransportPhase.sending
  private var deadline = NIODeadline.distantFuture
  private var limit = TimeAmount.zero
  private var timer: Scheduled<Void>?

  mutating func enter(_ phase: TransportPhase, limit: TimeAmount) {
    self.phase = phase
    self.limit = limit
    deadline = .now() + limit
  }

  mutating func hold(_ timer: Scheduled<Void>) { self.timer = timer }

  mutating func stop() {
    timer?.cancel()
    timer = nil
    deadline = .distantFuture
  }

  /// What has run out, or when to look again.
  func check(host: String) -> Result<NIODeadline, TransportError> {
    if NIODeadline.now() < deadline { return .success(deadline) }
    return .failure(.timeout(phase, after: Double(limit.nanoseconds) / 1e9, host: host))
  }
}
