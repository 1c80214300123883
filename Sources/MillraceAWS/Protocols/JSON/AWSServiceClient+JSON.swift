internal import MillraceJSON
internal import NIOCore
internal import NIOHTTP1

extension AWSServiceClient {
  /// Calls an operation of a service that speaks JSON 1.0.
  ///
  /// - Parameters:
  ///   - target: what stands before the operation's name in `X-Amz-Target`.
  ///   - region: nil: the runtime's.
  ///   - answerTimeout: how long the service may take until it answers; nil: as the runtime is set.
  func call<Operation: JSONOperation>(
    _ operation: Operation, target: String, region: String? = nil, answerTimeout: TimeAmount? = nil
  ) async throws(AWSError) -> Operation.Output {
    var request = AWSRequest(.POST, body: .bytes(operation.content))
    // With room for what signing adds.
    request.headers.reserveCapacity(8)
    request.headers.add(name: "content-type", value: "application/x-amz-json-1.0")
    request.headers.add(name: "x-amz-target", value: "\(target).\(Operation.name)")
    request.region = region
    request.answerTimeout = answerTimeout
    let answer = try await send(request, operation: Operation.name)
    do throws(JSONError) {
      return try JSONReader.read(answer.body) { reader throws(JSONError) in try Operation.output(from: &reader) }
    } catch {
      throw AWSError(unreadable: answer, of: service, operation: Operation.name, error)
    }
  }
}

extension AWSError {
  /// The answer reports success and cannot be read.
  init(
    unreadable answer: AWSResponse, of service: AWSService, operation: String,
    _ cause: any Error & CustomStringConvertible
  ) {
    self.init(
      .invalidAnswer, code: "UnreadableAnswer",
      "The answer cannot be read: \(cause). Is the endpoint that of the service, without a proxy that changes answers?",
      service: service.displayName, operation: operation, status: answer.status, isRetryable: true, cause: cause)
    requestID = answer.requestID
    headers = answer.headers
    body = answer.body
  }
}
