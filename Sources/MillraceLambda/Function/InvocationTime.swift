/// How the time of a call is divided.
///
/// ```
/// start ─ work ─ stop ─ what is in hand is finished ─ answer ─ deadline
/// ```
package struct InvocationTime: Sendable, Equatable {
  /// Kept free before the deadline for the answer.
  package static let reserve = Duration.milliseconds(500)
  /// How long what is in hand may still take once the sandbox is being shut down, of the 500 ms that Lambda gives.
  static let shutdownGrace = Duration.milliseconds(250)

  /// When nothing more is begun.
  package var stop: ContinuousClock.Instant
  /// When what is in hand is given up, and the answer is made.
  package var answer: ContinuousClock.Instant
  /// When the answer is given by force, if what is in hand cannot be given up.
  package var lastCall: ContinuousClock.Instant

  /// - Parameter shutdownDeadline: how long what is in hand may take from the stop on; at most a quarter of the time.
  package init(
    start: ContinuousClock.Instant, deadline: ContinuousClock.Instant, shutdownDeadline: Duration
  ) {
    let total = max(.zero, start.duration(to: deadline))
    let reserve = min(Self.reserve, total / 4)
    answer = deadline - reserve
    stop = answer - min(shutdownDeadline, total / 4)
    lastCall = deadline - reserve / 2
  }

  /// How long what is in hand may take from the stop on.
  package var grace: Duration { stop.duration(to: answer) }
}
