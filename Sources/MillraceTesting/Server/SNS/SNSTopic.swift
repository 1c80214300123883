/// A topic with its subscriptions.
struct SNSTopic: Sendable {
  let arn: String
  var attributes: [String: String]
  var subscriptions: [SNSSubscription] = []

  var isFIFO: Bool { arn.hasSuffix(".fifo") }
}

/// A queue that gets what is published to a topic.
struct SNSSubscription: Sendable {
  let arn: String
  let queue: String
  var attributes: [String: String]
  var filter: SNSFilterPolicy?

  var isRaw: Bool { attributes["RawMessageDelivery"] == "true" }
}
