/// SNS, by the operations that topics need. Calls are retried by the transport as AWS's own clients retry them.
///
/// A batch can fail in parts while its call succeeds: its answer has to be read (``SNSBatchAnswer``). Errors are
/// ``AWSError``.
package struct SNSClient: Sendable {
  let service: AWSServiceClient

  package init(runtime: AWSRuntime) {
    service = AWSServiceClient(service: .sns, runtime: runtime)
  }

  /// - Parameter topic: the ARN that says in which region the topic is; nil: in the runtime's.
  private func call<Operation: QueryOperation>(
    _ operation: Operation, topic: String? = nil
  ) async throws(AWSError) -> Operation.Output {
    let parts = topic?.split(separator: ":", omittingEmptySubsequences: false) ?? []
    let region = parts.count == 6 && !parts[3].isEmpty ? String(parts[3]) : nil
    return try await service.call(operation, version: "2010-03-31", region: region)
  }

  /// Publishes one message; the answer is its id.
  package func publish(_ input: Publish) async throws(AWSError) -> String {
    try await call(input, topic: input.topic)
  }

  /// Publishes up to ten messages.
  package func publishBatch(_ input: PublishBatch) async throws(AWSError) -> SNSBatchAnswer {
    var answer = try await call(input, topic: input.topic)
    answer.complete(count: input.entries.count)
    return answer
  }

  /// Asks for what a topic is set to.
  package func getTopicAttributes(_ input: GetTopicAttributes) async throws(AWSError) -> [String: String] {
    try await call(input, topic: input.topic)
  }

  /// Creates a topic, or finds the one of that name; the answer is its ARN.
  package func createTopic(_ input: CreateTopic) async throws(AWSError) -> String { try await call(input) }

  /// Subscribes an endpoint to a topic; the answer is the subscription's ARN.
  package func subscribe(_ input: Subscribe) async throws(AWSError) -> String {
    try await call(input, topic: input.topic)
  }

  /// Lists topics.
  package func listTopics(_ input: ListTopics = .init()) async throws(AWSError) -> ListTopics.Output {
    try await call(input)
  }

  /// Lists the subscriptions of a topic.
  package func listSubscriptionsByTopic(
    _ input: ListSubscriptionsByTopic
  ) async throws(AWSError) -> ListSubscriptionsByTopic.Output {
    try await call(input, topic: input.topic)
  }
}
