package import Foundation

/// A message that was received and is invisible to others for a while.
package struct ReceivedMessage: Sendable, Equatable {
  package var id: String
  /// Changes with each receipt; what deletes are made with.
  package var receiptHandle: String
  /// UTF-8 text.
  package var body: [UInt8]
  /// What the service says of it, by SQS's names: `SentTimestamp` and `ApproximateFirstReceiveTimestamp` (milliseconds since
  /// 1970), `ApproximateReceiveCount`, `SenderId`, `MessageGroupId`, `MessageDeduplicationId`, `SequenceNumber`.
  package var systemAttributes: [String: String]
  package var attributes: [String: MessageAttribute]
  /// By this machine's clock.
  package var receivedAt: Date

  package init(
    id: String, receiptHandle: String, body: [UInt8], systemAttributes: [String: String] = [:],
    attributes: [String: MessageAttribute] = [:], receivedAt: Date
  ) {
    self.id = id
    self.receiptHandle = receiptHandle
    self.body = body
    self.systemAttributes = systemAttributes
    self.attributes = attributes
    self.receivedAt = receivedAt
  }

  /// How often it was received, this time included; 1 where the service does not say.
  package var receiveCount: Int { systemAttributes["ApproximateReceiveCount"].flatMap { Int($0) } ?? 1 }

  /// On FIFO queues: the group whose order is kept.
  package var group: String? { systemAttributes["MessageGroupId"] }
}
