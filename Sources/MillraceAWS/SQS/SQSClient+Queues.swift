extension SQSClient {
  /// Asks for the URL of a queue.
  package func getQueueUrl(_ input: GetQueueUrl) async throws(AWSError) -> String { try await call(input) }

  /// Creates a queue, or finds the one of that name if its attributes are the same; the answer is its URL.
  package func createQueue(_ input: CreateQueue) async throws(AWSError) -> String { try await call(input) }

  /// Asks for what a queue is set to and roughly holds.
  package func getQueueAttributes(_ input: GetQueueAttributes) async throws(AWSError) -> [String: String] {
    try await call(input)
  }

  /// Changes what a queue is set to.
  package func setQueueAttributes(_ input: SetQueueAttributes) async throws(AWSError) { try await call(input) }

  /// Lists queues.
  package func listQueues(_ input: ListQueues = .init()) async throws(AWSError) -> QueuePage { try await call(input) }

  /// Lists the queues whose dead letters go to a queue.
  package func listDeadLetterSourceQueues(_ input: ListDeadLetterSourceQueues) async throws(AWSError) -> QueuePage {
    try await call(input)
  }

  /// Deletes every message of a queue.
  package func purgeQueue(_ input: PurgeQueue) async throws(AWSError) { try await call(input) }
}
