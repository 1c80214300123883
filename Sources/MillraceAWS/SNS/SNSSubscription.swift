/// Who gets what is published to a topic.
package struct SNSSubscription: Sendable, Equatable {
  /// `PendingConfirmation` until it is confirmed.
  package var arn = ""
  /// `sqs`, `lambda`, `https`, `email`, …
  package var kind = ""
  /// For `sqs`: the queue's ARN.
  package var endpoint = ""
  /// The account that owns it.
  package var owner = ""

  init(from reader: inout XMLReader) throws(XMLError) {
    var subscription = SNSSubscription()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "SubscriptionArn": subscription.arn = try reader.text()
      case "Protocol": subscription.kind = try reader.text()
      case "Endpoint": subscription.endpoint = try reader.text()
      case "Owner": subscription.owner = try reader.text()
      default: break
      }
    }
    self = subscription
  }

  private init() {}
}
