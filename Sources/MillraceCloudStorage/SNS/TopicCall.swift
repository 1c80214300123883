internal import MillraceAWS
internal import MillraceStorage

/// Calls of SNS, whose errors become those of topics.
enum TopicCall {
  static func make<Answer>(
    _ topic: String, _ body: () async throws -> Answer
  ) async throws -> Answer {
    do {
      return try await body()
    } catch let error as AWSError {
      if error.kind == .cancelled { throw CancellationError() }
      throw QueueError(code(of: error), "\(topic): \(error.message)", cause: error)
    }
  }

  /// What a batch's answer says of one of its messages.
  static func error(_ failure: SNSBatchAnswer.Failure, topic: String) -> QueueError {
    let code = serviceCode(failure.code) ?? (failure.isSenderFault ? .failed : .unavailable)
    return QueueError(code, "\(topic): \(failure.code): \(failure.message ?? "no reason was given")")
  }

  private static func code(of error: AWSError) -> QueueError.Code {
    switch error.kind {
    case .credentials: .accessDenied
    case .configuration: .invalidRequest
    case .transport, .timeout, .invalidAnswer: .unavailable
    case .cancelled: .failed
    case .service:
      serviceCode(error.code)
        ?? (error.status == 403
          ? .accessDenied : error.isThrottling || error.isRetryable ? .unavailable : .failed)
    }
  }

  private static func serviceCode(_ code: String) -> QueueError.Code? {
    switch code {
    case "NotFound", "NotFoundException", "EndpointDisabled": .notFound
    case "AuthorizationError", "AccessDenied", "InvalidClientTokenId", "SignatureDoesNotMatch", "InvalidSecurity",
      "ExpiredToken", "MissingAuthenticationToken", "KMSAccessDenied":
      .accessDenied
    case "InvalidParameter", "InvalidParameterValue", "ParameterValueInvalid": .invalidMessage
    case "BatchRequestTooLong", "TooManyEntriesInBatchRequest", "EmptyBatchRequest", "BatchEntryIdsNotDistinct",
      "InvalidBatchEntryId":
      .invalidRequest
    case "Throttled", "ThrottledException", "Throttling", "InternalError", "InternalFailure", "ServiceUnavailable",
      "Missing":
      .unavailable
    default: nil
    }
  }
}
