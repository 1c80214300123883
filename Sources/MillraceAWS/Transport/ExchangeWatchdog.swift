internal import NIOCore

/// Ends an exchange that takes too long, or whose phase does. Lives on one event loop.
///
/// There is one timer for an exchange: each phase moves the deadline, and the timer looks at it when it rings. That is
/// cheaper than a timer for each piece of a body.
struct ExchangeWatchdog {
  private(set) var phase = TransportPhase.sending
  private let end: NIODeadline
  private let total: TimeAmount
  private var deadline = NIODeadline.distantFuture
  private var limit = TimeAmount.zero
  private var timer: Scheduled<Void>?

  /// - Parameter total: what the exchange may take from now on; nil: any time.
  init(total: TimeAmount?) {
    self.total = total ?? .zero
    end = total.map { .now() + $0 } ?? .distantFuture
  }

  mutating func enter(_ phase: TransportPhase, limit: TimeAmount) {
    self.phase = phase
    self.limit = limit
    deadline = .now() + limit
  }

  /// When to look for the first time, if no phase may take less than this.
  func soonest(_ limit: TimeAmount) -> NIODeadline { min(.now() + limit, end) }

  mutating func hold(_ timer: Scheduled<Void>) { self.timer = timer }

  mutating func stop() {
    timer?.cancel()
    timer = nil
    deadline = .distantFuture
  }

  /// What has run out, or when to look again.
  func check(host: String) -> Result<NIODeadline, TransportError> {
    let now = NIODeadline.now()
    if now >= end { return .failure(.timeout(.whole, after: Double(total.nanoseconds) / 1e9, host: host)) }
    if now >= deadline { return .failure(.timeout(phase, after: Double(limit.nanoseconds) / 1e9, host: host)) }
    return .success(min(deadline, end))
  }
}
