internal import MillraceAWS
internal import MillraceStorage

extension QueueError {
  /// - Parameter queue: where the queue is, or its name.
  init(_ error: AWSError, queue: String) {
    let code = QueueError.code(of: error)
    var message = "\(queue): \(error.message)"
    switch code {
    case .notFound:
      let name = queue.split(separator: "/").last ?? ""
      message +=
        " Check region and account, or create it: aws sqs create-queue --queue-name \(name)"
        + (name.hasSuffix(".fifo") ? " --attributes FifoQueue=true" : "")
    case .overLimit:
      message += " Delete messages sooner, or ask for fewer at a time."
    default: break
    }
    self.init(code, message, cause: error)
  }

  private static func code(of error: AWSError) -> Code {
    switch error.kind {
    case .credentials: .accessDenied
    case .configuration: .invalidRequest
    case .transport, .timeout, .invalidAnswer: .unavailable
    case .cancelled: .failed
    case .service:
      serviceCode(error.code, detail: error.detail)
        ?? (error.status == 403
          ? .accessDenied : error.isThrottling || error.isRetryable ? .unavailable : .failed)
    }
  }

  /// What a code of SQS means; nil for those that say nothing by themselves. Those of the query protocol begin with a
  /// namespace, and services that are like SQS use either.
  static func serviceCode(_ code: String, detail: String) -> Code? {
    switch code.split(separator: ".").last ?? "" {
    case "QueueDoesNotExist", "NonExistentQueue", "ResourceNotFoundException": .notFound
    case "ReceiptHandleIsInvalid", "MessageNotInflight": .invalidHandle
    case "OverLimit": .overLimit
    case "InvalidMessageContents": .invalidMessage
    case "AccessDenied", "AccessDeniedException", "InvalidClientTokenId", "UnrecognizedClientException",
      "SignatureDoesNotMatch", "InvalidSignatureException", "InvalidAccessKeyId", "MissingAuthenticationToken",
      "ExpiredToken", "ExpiredTokenException", "InvalidSecurity", "AuthFailure", "KmsAccessDenied":
      .accessDenied
    case "InvalidParameterValue", "InvalidParameterValueException": ofParameter(detail)
    case "BatchRequestTooLong", "TooManyEntriesInBatchRequest", "EmptyBatchRequest", "BatchEntryIdsNotDistinct",
      "InvalidBatchEntryId", "InvalidAttributeName", "InvalidAttributeValue", "MissingParameter",
      "InvalidParameterCombination", "UnsupportedOperation", "InvalidAddress", "InvalidIdFormat":
      .invalidRequest
    case "RequestThrottled", "ThrottlingException", "Throttling", "KmsThrottled", "ServiceUnavailable",
      "InternalError", "InternalFailure", "BodyDigestMismatch", "Missing":
      .unavailable
    default: nil
    }
  }

  /// SQS has one code for much: what is meant stands in the text.
  private static func ofParameter(_ detail: String) -> Code {
    let detail = detail.lowercased()
    if detail.contains("beyond the limit") { return .invalidRequest }
    if detail.contains("receipt handle") || detail.contains("receipthandle")
      || detail.contains("not available for visibility")
      || detail.contains("does not exist or is not available")
    {
      return .invalidHandle
    }
    return detail.contains("message must be shorter") || detail.contains("message body")
      ? .invalidMessage : .invalidRequest
  }
}
