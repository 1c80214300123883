/// What a queue in an SQLite file is set to. Limits are those of SQS.
package struct QueueSettings: Sendable, Equatable {
  /// How long a received message stays invisible, 0 to 12 hours.
  package var visibilityTimeout: Duration = .seconds(30)
  /// How long nobody sees a message that is sent, 0 to 15 minutes.
  package var delay: Duration = .zero
  /// How long a message is kept, 1 minute to 14 days. Counts for what is sent from then on.
  package var retention: Duration = .seconds(345_600)
  /// The largest message in bytes, attributes included: 1 KiB to 1 MiB.
  package var maximumMessageBytes: Int = QueueLimits.batchBytes
  /// Whether a FIFO queue takes the SHA-256 of a body for its deduplication id.
  package var deduplicatesByContent = false
  /// The dead-letter queue's name in the same file; it is made if there is none.
  package var redrive: RedrivePolicy?

  package init() {}

  static func isFIFO(_ name: String) -> Bool { name.hasSuffix(".fifo") }

  /// Why a name cannot be a queue's or a topic's; nil if it can.
  static func fault(inName name: String) -> String? {
    let stem = isFIFO(name) ? name.dropLast(".fifo".count) : name[...]
    if stem.isEmpty || name.utf8.count > 80 { return "it must have 1 to 80 characters." }
    guard stem.utf8.allSatisfy({ OutgoingMessage.isAlphanumeric($0) || $0 == 45 || $0 == 95 }) else {
      return "it may hold only letters, digits, “-” and “_”, and end in “.fifo”."
    }
    return nil
  }

  /// Why the queue cannot be set so; nil if it can.
  func fault(forQueue name: String) -> String? {
    if !(.zero...QueueLimits.longestVisibility ~= visibilityTimeout) {
      return "its visibility timeout must be 0 to 43,200 seconds."
    }
    if !(.zero...QueueLimits.longestDelay ~= delay) { return "its delay must be 0 to 900 seconds." }
    if !(.seconds(60)...(.seconds(1_209_600)) ~= retention) { return "its retention must be 60 to 1,209,600 seconds." }
    if !(1024...QueueLimits.batchBytes ~= maximumMessageBytes) {
      return "its largest message must be 1,024 to 1,048,576 bytes."
    }
    if deduplicatesByContent && !QueueSettings.isFIFO(name) {
      return "only FIFO queues, whose names end in “.fifo”, deduplicate by content."
    }
    return redrive.flatMap { QueueSettings.fault(in: $0, of: name) }
  }

  private static func fault(in redrive: RedrivePolicy, of name: String) -> String? {
    if !(1...1000 ~= redrive.maximumReceiveCount) { return "messages are dead after 1 to 1,000 receipts." }
    if redrive.deadLetterQueue == name { return "a queue cannot be its own dead-letter queue." }
    if let fault = fault(inName: redrive.deadLetterQueue) {
      return "“\(redrive.deadLetterQueue)” cannot be its dead-letter queue: \(fault)"
    }
    if isFIFO(redrive.deadLetterQueue) != isFIFO(name) {
      return "the dead-letter queue of a FIFO queue must be one, too, and that of another must not."
    }
    return nil
  }
}
