extension SQSClient {
  /// Starts to move the messages of a dead-letter queue; the answer is the task's handle.
  package func startMessageMoveTask(_ input: StartMessageMoveTask) async throws(AWSError) -> String {
    try await call(input)
  }

  /// Asks for the latest tasks that moved messages from a queue.
  package func listMessageMoveTasks(_ input: ListMessageMoveTasks) async throws(AWSError) -> [MessageMoveTask] {
    try await call(input)
  }

  /// Stops a task; the answer is how many messages it moved, roughly.
  package func cancelMessageMoveTask(_ input: CancelMessageMoveTask) async throws(AWSError) -> Int {
    try await call(input)
  }
}
