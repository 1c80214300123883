internal import Foundation
internal import MillraceAWS
package import MillraceStorage

extension SQSQueue {
  package func receive(maximum: Int, wait: Duration, visibility: Duration?) async throws -> [ReceivedMessage] {
    guard (1...QueueLimits.batchCount).contains(maximum) else {
      throw QueueError(
        .invalidRequest, "1 to \(QueueLimits.batchCount) messages can be received at a time, not \(maximum).")
    }
    guard (.zero...QueueLimits.longestWait).contains(wait) else {
      throw QueueError(.invalidRequest, "A receive can wait 0 to 20 seconds, not \(wait).")
    }
    if let visibility, !(.zero...QueueLimits.longestVisibility).contains(visibility) {
      throw QueueError(.invalidRequest, "A message can stay invisible for 0 to 43200 seconds, not \(visibility).")
    }
    let messages = try await call {
      try await client.receiveMessage(
        .init(
          queue: location, maximum: maximum, wait: wait.wholeSeconds, visibilityTimeout: visibility?.wholeSeconds))
    }
    let now = Date()
    return messages.map { ReceivedMessage($0, at: now) }
  }
}

extension ReceivedMessage {
  init(_ message: SQSMessage, at time: Date) {
    self.init(
      id: message.id, receiptHandle: message.receiptHandle, body: message.body,
      systemAttributes: message.systemAttributes,
      attributes: message.attributes.isEmpty ? [:] : message.attributes.mapValues(MessageAttribute.init),
      receivedAt: time)
  }
}
