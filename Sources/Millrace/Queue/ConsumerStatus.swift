internal import Foundation

/// How a consumer is doing at a moment.
struct ConsumerStatus: Sendable {
  var counters = ConsumerCounters()
  /// Messages that are waiting or being worked on, and the bytes of their bodies.
  var messagesInHand = 0
  var bytesInHand = 0
  /// Receives that are under way.
  var receivers = 0
  var isStopping = false
  /// Whether a receive should be under way or have come back: there is room for messages.
  var isReceivingDue = false
  /// When receiving last went on.
  var lastProgress = ContinuousClock.now
}
