internal import NIOCore

/// SQS, by the operations that queues need. Calls are retried by the transport as AWS's own clients retry them.
///
/// A batch can fail in parts while its call succeeds: its answer has to be read (``SQSBatchAnswer``). Sends and receives
/// compare the MD5 of every body. Errors are ``AWSError``; codes are those of the JSON protocol (`QueueDoesNotExist`).
package struct SQSClient: Sendable {
  let service: AWSServiceClient
  let region: String?

  /// - Parameter region: where the queues are; nil: in the runtime's region.
  package init(runtime: AWSRuntime, region: String? = nil) {
    service = AWSServiceClient(service: .sqs, runtime: runtime)
    self.region = region
  }

  func call<Operation: JSONOperation>(
    _ operation: Operation, answerTimeout: TimeAmount? = nil
  ) async throws(AWSError) -> Operation.Output {
    try await service.call(operation, target: "AmazonSQS", region: region, answerTimeout: answerTimeout)
  }
}
