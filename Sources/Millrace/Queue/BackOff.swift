/// Pauses between attempts: doubling, with jitter, bounded.
struct BackOff: Sendable {
  /// The longest pause after the first failure.
  var first = Duration.milliseconds(200)
  /// The longest pause of all.
  var longest = Duration.seconds(20)

  /// How long to wait after a number of failures in a row, from 1: anything from half of the bound to the bound, so that
  /// many who fail together do not come back together.
  func delay(afterFailures failures: Int) -> Duration {
    let bound = min(longest, first * (1 << min(max(failures, 1) - 1, 20)))
    return bound * Double.random(in: 0.5...1)
  }
}

extension BackOff {
  /// For messages that could not be processed, by how often they have been received.
  static let ofMessages = BackOff(first: .seconds(1), longest: .seconds(900))
}
