internal import NIOCore
internal import NIOHTTP1

/// Asks an endpoint on this machine or next to it, with short limits.
struct MetadataExchange: Sendable {
  let runtime: AWSRuntime
  let endpoint: AWSEndpoint
  var attempts: Int
  /// Of one attempt.
  var timeout = TimeAmount.seconds(2)

  /// The answer, with any status below 500; others and failures are tried again.
  func send(
    _ method: HTTPMethod, _ target: String, headers: HTTPHeaders
  ) async throws(AWSError) -> TransportResponse {
    var headers = headers
    headers.replaceOrAdd(name: "host", value: endpoint.authority)
    var timeouts = AWSTimeouts()
    timeouts.total = timeout
    let request = TransportRequest(method, endpoint, target: target, headers: headers, timeouts: timeouts)
    for attempt in 1... {
      do throws(TransportError) {
        let answer = try await runtime.transport.exchange(request, maximumBody: 1 << 20)
        if answer.status < 500 || attempt >= attempts { return answer }
      } catch {
        if error.code == .cancelled { throw AWSError(.cancelled, code: "Cancelled", error.message) }
        if attempt >= attempts || !error.isRetryable {
          throw AWSError(
            error.code == .timeout ? .timeout : .transport, code: error.code.rawValue, error.message,
            isRetryable: true, cause: error.cause)
        }
      }
      try? await runtime.clock.sleep(.milliseconds(100 << Int64(min(attempt, 5))))
    }
    throw AWSError(.transport, code: "NoAnswer", "\(endpoint.origin) gave no answer.")
  }
}
