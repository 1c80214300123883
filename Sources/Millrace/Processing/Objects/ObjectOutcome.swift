internal import Foundation

/// What became of an object.
enum ObjectOutcome: Sendable {
  /// Its result is durable and the ledger has it.
  case processed
  /// It was done before.
  case known
  /// It is not there any more, or another version is: there is nothing to do.
  case gone
  /// Someone else works on it, until then unless the claim is renewed.
  case held(until: Date)
  /// It was put aside because the run is ending: someone else goes on.
  case interrupted
  /// It could not be processed.
  case failed(reason: String)
  /// It could not be processed, for the last time, and is in quarantine.
  case quarantined
}

/// What is to be done with a message when all of its objects have had their turn.
enum MessageResolution: Equatable, Sendable {
  case acknowledge
  case giveBack(after: Duration)

  /// - Parameters:
  ///   - receiveCount: how often the message was received, which the pauses grow with.
  ///   - backOff: the pauses.
  ///   - now: the time by which claims lapse.
  init(_ outcomes: [ObjectOutcome], receiveCount: Int, backOff: BackOff, now: Date) {
    let usual = backOff.delay(afterFailures: receiveCount)
    var pause: Duration?
    for outcome in outcomes {
      switch outcome {
      case .processed, .known, .gone, .quarantined: continue
      case .interrupted: pause = pause ?? .zero
      case .failed: pause = max(pause ?? .zero, usual)
      case .held(let until):
        // Whoever works on it may well be done soon. After that the claim counts, since each look counts as a receipt.
        let rest = Duration.seconds(max(0, until.timeIntervalSince(now)))
        pause = max(pause ?? .zero, receiveCount == 1 ? usual : max(backOff.first, rest))
      }
    }
    self = pause.map { .giveBack(after: $0) } ?? .acknowledge
  }
}
