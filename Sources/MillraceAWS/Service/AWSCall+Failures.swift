internal import NIOHTTP1

extension AWSCall {
  /// An error with the names of service and operation.
  func named(_ error: AWSError) -> AWSError {
    var error = error
    if error.service.isEmpty { error.service = client.service.displayName }
    if error.operation.isEmpty { error.operation = operation }
    error.attempts = attempt
    return error
  }

  func failure(_ error: TransportError) -> AWSError {
    let kind: AWSError.Kind =
      switch error.code {
      case .timeout: .timeout
      case .cancelled: .cancelled
      case .answerTooLarge: .invalidAnswer
      case .unusable, .untrusted: .configuration
      case .notConnected, .connectionLost, .shutDown: .transport
      }
    return named(
      AWSError(
        kind, code: error.code.rawValue, error.message, isRetryable: error.isRetryable, cause: error.cause))
  }

  func failure(_ response: TransportResponse) -> AWSError {
    failure(response, ErrorAnswer(headers: response.headers, body: response.body))
  }

  func failure(_ response: TransportResponse, _ answer: ErrorAnswer) -> AWSError {
    let status = response.status
    let code = answer.code ?? ""
    var error = AWSError(
      .service, code: code.isEmpty ? AWSCall.code(ofStatus: status) : code,
      answer.message ?? AWSCall.meaning(ofStatus: status), status: status)
    error.requestID = answer.requestID ?? response.headers.requestID
    error.extendedRequestID = response.headers.extendedRequestID ?? answer.fields["HostId"]
    error.headers = response.headers
    error.body = response.body
    error.isThrottling = RetryClassification.isThrottling(code: code, status: status)
    // An error inside a 200 is one of the service, whatever it is called.
    error.isRetryable =
      error.isThrottling || RetryClassification.isTransient(code: code, status: status)
    return named(error)
  }

  /// Answers to HEAD have no body, so that the status is all there is.
  private static func code(ofStatus status: Int) -> String {
    switch status {
    case 301, 307, 308: "PermanentRedirect"
    case 400: "BadRequest"
    case 403: "AccessDenied"
    case 404: "NotFound"
    case 409: "Conflict"
    case 412: "PreconditionFailed"
    case 416: "InvalidRange"
    case 429: "TooManyRequests"
    case 503: "ServiceUnavailable"
    default: "HTTP\(status)"
    }
  }

  private static func meaning(ofStatus status: Int) -> String {
    switch status {
    case 301, 307, 308: "It is in another region."
    case 403: "The credentials do not allow this. Check the policy of the role or user, and that of the resource."
    case 404: "There is no such thing."
    case 412: "The condition of the request does not hold."
    case 416: "The range lies beyond the end."
    case 429, 503: "The service is overloaded."
    case 500...: "The service failed."
    default: "The service refused the request."
    }
  }
}
