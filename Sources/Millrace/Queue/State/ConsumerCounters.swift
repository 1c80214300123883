internal import Foundation

/// What a consumer has done since it began.
struct ConsumerCounters: Sendable {
  var received = 0
  var receivedBytes: Int64 = 0
  var acknowledged = 0
  var givenBack = 0
  var lost = 0
  var extended = 0
  /// Receives that have come back without an error.
  var polls = 0
  /// When the last of them came back.
  var lastPoll: Date?
  /// How often each kind of error was met.
  var errors: [String: Int] = [:]
}
