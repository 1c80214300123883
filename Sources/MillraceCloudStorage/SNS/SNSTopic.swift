package import MillraceAWS
package import MillraceStorage

/// A topic of SNS, or of a service that speaks its protocol. FIFO topics are told by their names, which end in `.fifo`.
///
/// What SNS would refuse is refused before the call. Messages that the service could not take at the moment are tried again
/// here; what is left then is in the outcomes.
package final class SNSTopic: Topic {
  /// The topic's ARN.
  package let location: String
  private let client: SNSClient

  /// - Parameter arn: the topic's ARN.
  package init(arn: String, client: SNSClient) {
    location = arn
    self.client = client
  }

  /// Finds a topic.
  ///
  /// - Parameter address: the path of an address of the scheme `sns`: an ARN, which is taken as it is, or a name, for which
  ///   the account's topics are searched.
  /// - Throws: ``QueueError``; of the code `notFound`, with how to create it, where there is no such topic.
  package static func open(_ address: Address, runtime: AWSRuntime) async throws -> SNSTopic {
    let client = SNSClient(runtime: runtime)
    if address.path.hasPrefix("arn:") { return SNSTopic(arn: address.path, client: client) }
    return SNSTopic(arn: try await find(address.path, client), client: client)
  }

  private static func find(_ name: String, _ client: SNSClient) async throws -> String {
    var page = SNSClient.ListTopics()
    repeat {
      let answer = try await TopicCall.make(name) { try await client.listTopics(page) }
      if let arn = answer.topics.first(where: { $0.split(separator: ":").last.map(String.init) == name }) {
        return arn
      }
      page.start = answer.next
    } while page.start != nil
    throw QueueError(
      .notFound,
      "There is no topic “\(name)” in this region and account. Check both, name the topic's ARN, or create it: "
        + "aws sns create-topic --name \(name)" + (name.hasSuffix(".fifo") ? " --attributes FifoTopic=true" : ""))
  }

  private var isFIFO: Bool { location.hasSuffix(".fifo") }

  package func publish(_ messages: [OutgoingMessage]) async throws -> [SendOutcome] {
    try BatchLimits.check(messages, maximumCount: TopicLimits.batchCount, maximumBytes: TopicLimits.batchBytes)
    var outcomes = messages.map { message in fault(in: message).map { SendOutcome.failed($0) } }
    var open = outcomes.indices.filter { outcomes[$0] == nil }
    for attempt in 1...SQSQueue.attempts where !open.isEmpty {
      if attempt > 1 { try await BatchPause.wait(after: attempt - 1) }
      let batch = SNSClient.PublishBatch(topic: location, entries: open.map { SNSEntry(messages[$0]) })
      let answer = try await TopicCall.make(location) {
        try await client.publishBatch(batch)
      }
      for success in answer.successful where open.indices.contains(success.index) {
        outcomes[open[success.index]] = .sent(id: success.messageID)
      }
      for failure in answer.failed where open.indices.contains(failure.index) {
        outcomes[open[failure.index]] = .failed(TopicCall.error(failure, topic: location))
      }
      // On a FIFO topic a later message of the group may be in already: whoever publishes decides about the order.
      open = isFIFO ? [] : open.filter { outcomes[$0]?.isUnavailable ?? false }
    }
    return outcomes.map { $0 ?? .failed(QueueError(.unavailable, "\(location): the answer leaves the message out.")) }
  }

  /// Why SNS would refuse a message; nil if it would not.
  private func fault(in message: OutgoingMessage) -> QueueError? {
    let fault = message.fault ?? TopicRules.fault(in: message, isFIFO: isFIFO)
    return fault.map { QueueError(.invalidMessage, "\(location): the message cannot be published: \($0).") }
  }
}

extension SNSEntry {
  init(_ message: OutgoingMessage) {
    self.init(
      message: String(decoding: message.body, as: UTF8.self), subject: message.subject,
      attributes: message.attributes.mapValues(SNSMessageAttribute.init), group: message.group,
      deduplicationID: message.deduplicationID)
  }
}

extension SNSMessageAttribute {
  init(_ attribute: MessageAttribute) {
    switch attribute.value {
    case .text(let text): self.init(type: attribute.type, value: .text(text))
    case .binary(let bytes): self.init(type: attribute.type, value: .binary(bytes))
    }
  }
}
