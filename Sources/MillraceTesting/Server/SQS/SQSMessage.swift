/// A message in a queue.
struct SQSMessage: Sendable {
  enum State: Sendable {
    case ready
    /// Not yet to be seen, since it was sent.
    case delayed
    /// Received, and hidden until its timeout.
    case inFlight
  }

  var id: String
  var body: [UInt8]
  var bodyMD5: String
  var attributes: [SQSMessageAttribute] = []
  /// MD5 over all attributes; nil without any.
  var attributesMD5: String?
  var traceHeader: String?
  /// Milliseconds since 1970.
  var sent: Int64
  var groupID: String?
  var deduplicationID: String?
  /// FIFO only: digits that grow with each message.
  var sequenceNumber: String?
  /// For messages in a dead-letter queue: the ARN of where they come from.
  var source: String?

  var state = State.ready
  var receiveCount = 0
  var firstReceived: Int64 = 0
  /// When the state ends by itself.
  var visibleAt: Int64 = 0
  /// When it was received last: no extension reaches beyond twelve hours from then.
  var received: Int64 = 0
  /// Delivered a second time on purpose, by a fault.
  var isDuplicate = false
}

/// A message as it is handed to a receiver.
struct SQSDelivery: Sendable {
  var message: SQSMessage
  var receiptHandle: String
}
