extension DynamoDBClient {
  /// Reads items by their keys, and asks again for those that an answer left out.
  ///
  /// - Returns: items by table, in no order.
  /// - Throws: ``DynamoDBError/Code/unavailable`` where some are left out each time.
  package func batchGetItem(_ input: BatchGetItem) async throws(DynamoDBError) -> [String: [DynamoDBItem]] {
    var rest = input
    var items: [String: [DynamoDBItem]] = [:]
    for attempt in 1...max(1, backoff.attempts) {
      let output = try await call(rest)
      items.merge(output.items) { $0 + $1 }
      rest.requests = [:]
      for (table, keys) in output.unprocessed where !keys.isEmpty {
        rest.requests[table] = input.requests[table]
        rest.requests[table]?.keys = keys
      }
      if rest.requests.isEmpty { return items }
      if attempt < backoff.attempts { try await pause(after: attempt) }
    }
    throw incomplete(BatchGetItem.name, count: rest.requests.values.reduce(0) { $0 + $1.keys.count })
  }

  /// Puts and deletes items, and sends those again that an answer left out.
  ///
  /// - Throws: ``DynamoDBError/Code/unavailable`` where some are left out each time; the others are written then.
  package func batchWriteItem(_ input: BatchWriteItem) async throws(DynamoDBError) {
    var rest = input
    for attempt in 1...max(1, backoff.attempts) {
      rest.writes = try await call(rest)
      if rest.writes.isEmpty { return }
      if attempt < backoff.attempts { try await pause(after: attempt) }
    }
    throw incomplete(BatchWriteItem.name, count: rest.writes.values.reduce(0) { $0 + $1.count })
  }

  private func pause(after attempt: Int) async throws(DynamoDBError) {
    do {
      try await Task.sleep(for: backoff.pause(after: attempt))
    } catch {
      throw DynamoDBError(
        AWSError(.cancelled, code: "Cancelled", "The task was cancelled.", service: AWSService.dynamodb.displayName))
    }
  }

  private func incomplete(_ operation: String, count: Int) -> DynamoDBError {
    var cause = AWSError(
      .service, code: "Unprocessed",
      "\(count) items were left out of \(backoff.attempts) answers. The table cannot keep up: try again later, spread "
        + "the partition keys, or give the table more capacity.",
      service: AWSService.dynamodb.displayName, operation: operation, isRetryable: true)
    cause.isThrottling = true
    return DynamoDBError(cause)
  }
}
