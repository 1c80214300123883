internal import Synchronization

extension SNSService {
  /// Topics or subscriptions on a page.
  private static let pageSize = 100

  func createTopic(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let name = try parameter(form, "Name")
    var attributes = Self.attributes(form)
    let isFIFO = name.hasSuffix(".fifo")
    let base = isFIFO ? name.dropLast(5) : name[...]
    guard 1...256 ~= name.utf8.count, !base.isEmpty, base.utf8.allSatisfy(SQSService.isNameCharacter),
      isFIFO == (attributes["FifoTopic"] == "true")
    else {
      throw SNSError.invalid("Topic Name")
    }
    let arn = "arn:aws:sns:\(region):\(account):\(name)"
    attributes["TopicArn"] = arn
    attributes["Owner"] = account
    attributes["DisplayName"] = attributes["DisplayName"] ?? ""
    let topic = SNSTopic(arn: arn, attributes: attributes)
    state.withLock { state in
      if state.topics[arn] == nil { state.topics[arn] = topic }
    }
    return Self.answer("CreateTopic") { $0.element("TopicArn", arn) }
  }

  func deleteTopic(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let arn = try parameter(form, "TopicArn")
    state.withLock { $0.topics[arn] = nil }
    return Self.answer("DeleteTopic")
  }

  func listTopics(_ form: QueryParameters) -> ServerResponse {
    let after = form["NextToken"] ?? ""
    let arns = state.withLock { $0.topics.keys.filter { $0 > after }.sorted() }
    let page = arns.prefix(Self.pageSize)
    return Self.answer("ListTopics") { xml in
      xml.element("Topics") { xml in
        for arn in page { xml.element("member") { $0.element("TopicArn", arn) } }
      }
      if page.count < arns.count, let last = page.last { xml.element("NextToken", last) }
    }
  }

  func topicAttributes(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let topic = try topic(try parameter(form, "TopicArn"))
    var attributes = topic.attributes
    attributes["SubscriptionsConfirmed"] = String(topic.subscriptions.count)
    attributes["SubscriptionsPending"] = "0"
    attributes["SubscriptionsDeleted"] = "0"
    return Self.answer("GetTopicAttributes") { Self.write(attributes, to: &$0) }
  }

  func setTopicAttributes(_ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    let (arn, name) = (try parameter(form, "TopicArn"), try parameter(form, "AttributeName"))
    _ = try topic(arn)
    state.withLock { $0.topics[arn]?.attributes[name] = form["AttributeValue"] }
    return Self.answer("SetTopicAttributes")
  }

  static func attributes(_ form: QueryParameters) -> [String: String] {
    var attributes: [String: String] = [:]
    for entry in QueryProtocol.list(form, "Attributes.entry") {
      if let key = entry["key"] { attributes[key] = entry["value"] }
    }
    return attributes
  }

  static func write(_ attributes: [String: String], to xml: inout XMLWriter) {
    xml.element("Attributes") { xml in
      for (key, value) in attributes.sorted(by: { $0.key < $1.key }) {
        xml.element("entry") { xml in
          xml.element("key", key)
          xml.element("value", value)
        }
      }
    }
  }

  func listSubscriptions(_ form: QueryParameters, topic arn: String?) throws(ServiceError) -> ServerResponse {
    let topics =
      try arn.map { arn throws(ServiceError) in [try topic(arn)] } ?? state.withLock { Array($0.topics.values) }
    let after = form["NextToken"] ?? ""
    let all = topics.flatMap { topic in topic.subscriptions.map { (topic.arn, $0) } }
      .filter { $0.1.arn > after }.sorted { $0.1.arn < $1.1.arn }
    let page = all.prefix(Self.pageSize)
    return Self.answer(arn == nil ? "ListSubscriptions" : "ListSubscriptionsByTopic") { xml in
      xml.element("Subscriptions") { xml in
        for (topic, subscription) in page {
          xml.element("member") { xml in
            xml.element("SubscriptionArn", subscription.arn)
            xml.element("Owner", self.account)
            xml.element("Protocol", "sqs")
            xml.element("Endpoint", subscription.queue)
            xml.element("TopicArn", topic)
          }
        }
      }
      if page.count < all.count, let last = page.last { xml.element("NextToken", last.1.arn) }
    }
  }
}
