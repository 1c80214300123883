/// How patiently parts of a batch are tried again that DynamoDB left out, which it does instead of reporting an error.
package struct BatchBackoff: Sendable, Equatable {
  /// How often a batch is sent in all.
  package var attempts = 10
  /// The longest pause before the second attempt; it doubles with each further one. The pause is random below that.
  package var first = Duration.milliseconds(50)
  /// The longest pause of all.
  package var longest = Duration.seconds(10)

  package init(
    attempts: Int = 10, first: Duration = .milliseconds(50), longest: Duration = .seconds(10)
  ) {
    self.attempts = attempts
    self.first = first
    self.longest = longest
  }

  /// The pause behind an attempt, counted from 1.
  func pause(after attempt: Int) -> Duration {
    let ceiling = min(first * (1 << min(attempt - 1, 20)), longest)
    return ceiling * Double.random(in: 0...1)
  }
}
