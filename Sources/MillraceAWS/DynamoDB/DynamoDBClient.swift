/// DynamoDB, by the operations that ledgers need. Calls are retried by the transport as AWS's own clients retry them.
///
/// An operation is a value (``GetItem``, ``UpdateItem``, …), and each method sends one. A write that was answered with an
/// error of the transport may have happened: conditions have to be made so that doing it again is harmless.
/// Errors are ``DynamoDBError``.
package struct DynamoDBClient: Sendable {
  let service: AWSServiceClient
  /// How often and how patiently parts of batches are tried again that DynamoDB left out.
  let backoff: BatchBackoff

  package init(runtime: AWSRuntime, backoff: BatchBackoff = .init()) {
    service = AWSServiceClient(service: .dynamodb, runtime: runtime)
    self.backoff = backoff
  }

  func call<Operation: JSONOperation>(_ operation: Operation) async throws(DynamoDBError) -> Operation.Output {
    do throws(AWSError) {
      return try await service.call(operation, target: "DynamoDB_20120810")
    } catch {
      throw DynamoDBError(error)
    }
  }
}
