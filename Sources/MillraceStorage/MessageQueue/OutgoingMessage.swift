/// A message to be sent to a queue or published to a topic.
package struct OutgoingMessage: Sendable, Equatable {
  /// UTF-8 text, of the characters that SQS allows: #x9, #xA, #xD, and from #x20 on all but #xFFFE and #xFFFF.
  package var body: [UInt8]
  /// At most ``QueueLimits/attributeCount``.
  package var attributes: [String: MessageAttribute]
  /// On FIFO queues: the group whose order is kept.
  package var group: String?
  /// On FIFO queues: a second message of this id within five minutes is dropped.
  package var deduplicationID: String?
  /// How long nobody sees it; not on FIFO queues.
  package var delay: Duration?
  /// Only for topics: the subject of an e-mail.
  package var subject: String?

  package init(
    body: [UInt8], attributes: [String: MessageAttribute] = [:], group: String? = nil, deduplicationID: String? = nil,
    delay: Duration? = nil, subject: String? = nil
  ) {
    self.body = body
    self.attributes = attributes
    self.group = group
    self.deduplicationID = deduplicationID
    self.delay = delay
    self.subject = subject
  }

  /// Bytes that count towards the limits: the body, and name, type and value of each attribute.
  package var countedBytes: Int {
    attributes.reduce(body.count) { $0 + $1.key.utf8.count + $1.value.countedBytes }
  }
}
