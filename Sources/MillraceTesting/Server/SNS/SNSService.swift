internal import Synchronization

/// SNS: topics that put what is published into queues.
final class SNSService: Sendable {
  static let namespace = "http://sns.amazonaws.com/doc/2010-03-31/"

  struct State: Sendable {
    var topics: [String: SNSTopic] = [:]
    var random = SplitMix(seed: UInt64(truncatingIfNeeded: ServerClock.machineTime))
  }

  let state = Mutex(State())
  let region: String
  let account: String
  let queues: SQSService
  let clock: ServerClock

  init(region: String, account: String, queues: SQSService, clock: ServerClock) {
    (self.region, self.account, self.queues, self.clock) = (region, account, queues, clock)
  }

  func reset() { state.withLock { $0.topics = [:] } }

  func handle(_ operation: String, _ form: QueryParameters) throws(ServiceError) -> ServerResponse {
    switch operation {
    case "CreateTopic": try createTopic(form)
    case "DeleteTopic": try deleteTopic(form)
    case "ListTopics": listTopics(form)
    case "GetTopicAttributes": try topicAttributes(form)
    case "SetTopicAttributes": try setTopicAttributes(form)
    case "Subscribe": try subscribe(form)
    case "Unsubscribe": try unsubscribe(form)
    case "ListSubscriptionsByTopic": try listSubscriptions(form, topic: try parameter(form, "TopicArn"))
    case "ListSubscriptions": try listSubscriptions(form, topic: nil)
    case "GetSubscriptionAttributes": try subscriptionAttributes(form)
    case "SetSubscriptionAttributes": try setSubscriptionAttributes(form)
    case "Publish": try publish(form)
    case "PublishBatch": try publishBatch(form)
    case "TagResource", "UntagResource", "ListTagsForResource": Self.answer(operation) { $0.element("Tags") { _ in } }
    default: throw ServiceError("InvalidAction", "The action \(operation) is not valid for this web service.")
    }
  }

  static func answer(_ action: String, _ content: ((inout XMLWriter) -> Void)? = nil) -> ServerResponse {
    QueryProtocol.response(action, namespace: namespace, content)
  }

  func parameter(_ form: QueryParameters, _ name: String) throws(ServiceError) -> String {
    guard let value = form[name], !value.isEmpty else { throw SNSError.invalid(name) }
    return value
  }

  func topic(_ arn: String) throws(ServiceError) -> SNSTopic {
    guard let topic = state.withLock({ $0.topics[arn] }) else { throw SNSError.noTopic }
    return topic
  }
}
