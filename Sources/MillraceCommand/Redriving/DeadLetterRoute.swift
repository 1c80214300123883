import MillraceStorage

/// A dead-letter queue and the queue that its messages go back to.
struct DeadLetterRoute: Sendable {
  var dead: any MessageQueue
  var deadAddress: Address
  var source: any MessageQueue
  var sourceAddress: Address

  /// - Parameters:
  ///   - queue: the source queue; with `target`, the dead-letter queue.
  ///   - target: where the messages are to go.
  /// - Throws: `CommandFailure` if the source queue has no dead-letter queue.
  static func find(
    _ queue: Address, to target: Address?, in storage: any StorageProvider
  ) async throws -> DeadLetterRoute {
    if let target {
      return DeadLetterRoute(
        dead: try await storage.queue(queue), deadAddress: queue,
        source: try await storage.queue(target), sourceAddress: target)
    }
    let source = try await storage.queue(queue)
    guard let policy = try await source.attributes().redrive else {
      throw CommandFailure(
        message: "\(queue) has no redrive policy, so its dead-letter queue is not known. Name the dead-letter queue "
          + "itself, and where its messages go: millrace redrive DEAD-LETTER-QUEUE --to \(queue)")
    }
    let address = deadLetterAddress(policy, of: queue)
    return DeadLetterRoute(
      dead: try await storage.queue(address), deadAddress: address, source: source, sourceAddress: queue)
  }

  /// An ARN on SQS, a name in the same database in SQLite.
  static func deadLetterAddress(_ policy: RedrivePolicy, of queue: Address) -> Address {
    queue.scheme == .sqlite
      ? Address(scheme: .sqlite, path: queue.path, fragment: policy.deadLetterQueue)
      : Address(scheme: .sqs, path: policy.deadLetterQueue)
  }
}
