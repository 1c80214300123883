internal import Synchronization

extension SNSService {
  private static let attributeNames: Set<String> = [
    "RawMessageDelivery", "FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "DeliveryPolicy", "SubscriptionRoleArn",
    "ReplayPolicy",
  ]

  func subscribe(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let (topicARN, queue) = (try parameter(form, "TopicArn"), try parameter(form, "Endpoint"))
    guard form["Protocol"] == "sqs" else { throw SNSError.invalid("Protocol: only sqs is supported here") }
    let topic = try topic(topicARN)
    guard queue.hasPrefix("arn:aws:sqs:") else { throw SNSError.invalid("SQS endpoint ARN") }
    let attributes = Self.attributes(form)
    for name in attributes.keys where !Self.attributeNames.contains(name) {
      throw SNSError.invalid("Attributes: \(name)")
    }
    if let existing = topic.subscriptions.first(where: { $0.queue == queue }) {
      return Self.answer("Subscribe") { $0.element("SubscriptionArn", existing.arn) }
    }
    let id = state.withLock { $0.random.next() }
    let subscription = SNSSubscription(
      arn: "\(topicARN):\(Hex.encode(withUnsafeBytes(of: id) { Array($0) }))", queue: queue, attributes: attributes,
      filter: try Self.filter(attributes))
    state.withLock { $0.topics[topicARN]?.subscriptions.append(subscription) }
    return Self.answer("Subscribe") { $0.element("SubscriptionArn", subscription.arn) }
  }

  private static func filter(_ attributes: [String: String]) throws(ServiceError) -> SNSFilterPolicy? {
    guard let text = attributes["FilterPolicy"], !text.isEmpty, text != "{}" else { return nil }
    return try SNSFilterPolicy(text, readsBody: attributes["FilterPolicyScope"] == "MessageBody")
  }

  func unsubscribe(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let arn = try parameter(form, "SubscriptionArn")
    state.withLock { state in
      for topic in state.topics.keys { state.topics[topic]?.subscriptions.removeAll { $0.arn == arn } }
    }
    return Self.answer("Unsubscribe")
  }

  private func subscription(_ arn: String) throws(ServiceError) -> (topic: String, index: Int, value: SNSSubscription) {
    let found = state.withLock { state -> (String, Int, SNSSubscription)? in
      for topic in state.topics.values {
        guard let index = topic.subscriptions.firstIndex(where: { $0.arn == arn }) else { continue }
        return (topic.arn, index, topic.subscriptions[index])
      }
      return nil
    }
    guard let found else { throw SNSError.noSubscription }
    return found
  }

  func subscriptionAttributes(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let found = try subscription(try parameter(form, "SubscriptionArn"))
    var attributes = found.value.attributes
    attributes["SubscriptionArn"] = found.value.arn
    attributes["TopicArn"] = found.topic
    attributes["Protocol"] = "sqs"
    attributes["Endpoint"] = found.value.queue
    attributes["Owner"] = account
    attributes["PendingConfirmation"] = "false"
    attributes["RawMessageDelivery"] = found.value.isRaw ? "true" : "false"
    return Self.answer("GetSubscriptionAttributes") { Self.write(attributes, to: &$0) }
  }

  func setSubscriptionAttributes(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let found = try subscription(try parameter(form, "SubscriptionArn"))
    let name = try parameter(form, "AttributeName")
    guard Self.attributeNames.contains(name) else { throw SNSError.invalid("AttributeName") }
    var value = found.value
    value.attributes[name] = form["AttributeValue"]
    value.filter = try Self.filter(value.attributes)
    let changed = value
    state.withLock { state in
      guard let index = state.topics[found.topic]?.subscriptions.firstIndex(where: { $0.arn == changed.arn }) else {
        return
      }
      state.topics[found.topic]?.subscriptions[index] = changed
    }
    return Self.answer("SetSubscriptionAttributes")
  }
}
