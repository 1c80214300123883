/// What one look into a queue gave.
struct ReceiveRound: Sendable {
  var messages: [ReceivedMessage] = []
  /// Messages that went to dead-letter queues, by queue.
  var buried: [Int64: Int] = [:]
  /// Messages were removed rather than received, so that there may be others behind them.
  var mayHoldMore = false
  /// When the next message becomes visible by itself.
  var nextVisible: LedgerTime?
  /// The file's version when it was looked into.
  var version = 0
}
