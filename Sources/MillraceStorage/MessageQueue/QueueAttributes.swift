/// What a queue is set to, and roughly what it holds.
package struct QueueAttributes: Sendable, Equatable {
  /// How long a received message stays invisible unless the receiver says otherwise.
  package var visibilityTimeout: Duration
  /// In bytes, attributes included.
  package var maximumMessageBytes: Int
  package var isFIFO: Bool
  /// Whether a FIFO queue takes the SHA-256 of a body for its deduplication id.
  package var deduplicatesByContent: Bool
  /// Where messages go that were received too often; nil: nowhere.
  package var redrive: RedrivePolicy?
  /// How long a message is kept.
  package var retention: Duration
  /// Messages that can be received now, roughly.
  package var visible: Int
  /// Messages that someone has received and not deleted, roughly.
  package var inFlight: Int
  /// Messages whose delay has not passed, roughly.
  package var delayed: Int
  /// Everything else the service says, by its own names, for `doctor`.
  package var other: [String: String]

  package init(
    visibilityTimeout: Duration = .seconds(30), maximumMessageBytes: Int = QueueLimits.batchBytes, isFIFO: Bool = false,
    deduplicatesByContent: Bool = false, redrive: RedrivePolicy? = nil, retention: Duration = .seconds(345_600),
    visible: Int = 0, inFlight: Int = 0, delayed: Int = 0, other: [String: String] = [:]
  ) {
    self.visibilityTimeout = visibilityTimeout
    self.maximumMessageBytes = maximumMessageBytes
    self.isFIFO = isFIFO
    self.deduplicatesByContent = deduplicatesByContent
    self.redrive = redrive
    self.retention = retention
    self.visible = visible
    self.inFlight = inFlight
    self.delayed = delayed
    self.other = other
  }
}
