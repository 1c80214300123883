internal import MillraceAWS
package import MillraceStorage

extension SQSQueue {
  package func send(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    try BatchLimits.check(messages, maximumCount: QueueLimits.batchCount, maximumBytes: QueueLimits.batchBytes)
    let attributes = try await recentAttributes()
    var outcomes = messages.map { message in fault(in: message, attributes).map { SendOutcome.failed($0) } }
    var open = outcomes.indices.filter { outcomes[$0] == nil }
    for attempt in 1...SQSQueue.attempts where !open.isEmpty {
      if attempt > 1 { try await BatchPause.wait(after: attempt - 1) }
      let answer = try await call {
        try await client.sendMessageBatch(
          .init(queue: location, entries: open.map { SQSClient.SendMessageBatch.Entry(messages[$0]) }))
      }
      for success in answer.successful where open.indices.contains(success.index) {
        outcomes[open[success.index]] = .sent(id: success.messageID)
      }
      for failure in answer.failed where open.indices.contains(failure.index) {
        outcomes[open[failure.index]] = .failed(QueueError(failure, queue: location))
      }
      open = mayTryAgain(open.filter { outcomes[$0]?.isUnavailable ?? false })
    }
    return outcomes.map { $0 ?? .failed(QueueError(.unavailable, "\(location): the answer leaves the message out.")) }
  }

  /// On a FIFO queue a later message of the group may be in already: whoever sends decides about the order.
  private func mayTryAgain(_ open: [Int]) -> [Int] { isFIFO ? [] : open }

  /// Why SQS would refuse a message; nil if it would not.
  private func fault(in message: OutgoingMessage, _ attributes: QueueAttributes) -> QueueError? {
    let fault =
      message.fault ?? size(of: message, attributes) ?? (isFIFO ? order(of: message, attributes) : noOrder(of: message))
    return fault.map { QueueError(.invalidMessage, "\(location): the message cannot be sent: \($0).") }
  }

  private func size(of message: OutgoingMessage, _ attributes: QueueAttributes) -> String? {
    let bytes = message.countedBytes
    if bytes <= attributes.maximumMessageBytes { return nil }
    return "it has \(bytes) bytes with its attributes, and the queue is set to \(attributes.maximumMessageBytes)"
  }

  private func order(of message: OutgoingMessage, _ attributes: QueueAttributes) -> String? {
    if message.group == nil { return "it has no group, which a FIFO queue needs" }
    if message.delay != nil { return "a FIFO queue has one delay for all its messages" }
    if message.deduplicationID == nil && !attributes.deduplicatesByContent {
      return "it has no deduplication id, and the queue does not make them from the content"
    }
    return nil
  }

  private func noOrder(of message: OutgoingMessage) -> String? {
    message.deduplicationID == nil
      ? nil : "only FIFO queues, whose names end in “.fifo”, have deduplication ids"
  }
}

extension SendOutcome {
  /// Whether the message was not sent, and sending it again may help.
  var isUnavailable: Bool {
    if case .failed(let error) = self { error.code == .unavailable } else { false }
  }
}

extension SQSClient.SendMessageBatch.Entry {
  init(_ message: OutgoingMessage) {
    var attributes = message.attributes.map {
      SQSClient.SendMessageBatch.NamedAttribute($0.key, SQSMessageAttribute($0.value))
    }
    if attributes.count > 1 { attributes.sort { $0.name < $1.name } }
    self.init(
      body: message.body, attributes: attributes,
      delay: message.delay.map(\.wholeSeconds), group: message.group, deduplicationID: message.deduplicationID)
  }
}
