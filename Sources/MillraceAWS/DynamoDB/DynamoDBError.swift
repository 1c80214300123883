internal import MillraceJSON

/// Why a call of DynamoDB failed.
package struct DynamoDBError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The item is not as the condition wants it; ``DynamoDBError/item`` is how it is, where that was asked for.
    case conditionFailed
    /// A transaction did nothing; ``DynamoDBError/reasons`` says why, action by action.
    case transactionCancelled
    /// Another transaction has the item at the moment. Trying again may help.
    case transactionConflict
    /// There is no such table or index.
    case notFound
    /// The table exists already, or is being changed.
    case inUse
    /// The credentials are missing or wrong, or do not allow it.
    case accessDenied
    /// The call itself makes no sense to DynamoDB: keys, expressions, sizes.
    case invalidRequest
    /// It cannot be reached, or asks for patience, after all retries. Trying again later may help.
    case unavailable
    /// The task was cancelled.
    case cancelled
    /// Something else.
    case failed
  }

  package var code: Code
  package var cause: AWSError
  /// The item that is there, as it was when the condition failed.
  package var item: DynamoDBItem?
  /// One element for each action of the transaction.
  package var reasons: [CancellationReason] = []

  init(_ cause: AWSError) {
    self.cause = cause
    code = DynamoDBError.code(of: cause)
    if code == .conditionFailed || code == .transactionCancelled { readBody() }
  }

  /// Says what happened, and what to do, with the request's id.
  package var description: String { cause.message }

  private static func code(of error: AWSError) -> Code {
    switch error.kind {
    case .cancelled: return .cancelled
    case .credentials: return .accessDenied
    case .transport, .timeout, .invalidAnswer: return .unavailable
    case .configuration: return .invalidRequest
    case .service: break
    }
    switch error.code {
    case "ConditionalCheckFailedException": return .conditionFailed
    case "TransactionCanceledException": return .transactionCancelled
    case "TransactionConflictException", "TransactionInProgressException": return .transactionConflict
    case "ResourceNotFoundException": return .notFound
    case "ResourceInUseException": return .inUse
    case "AccessDeniedException", "UnrecognizedClientException", "InvalidSignatureException",
      "MissingAuthenticationTokenException", "ExpiredTokenException", "IncompleteSignatureException":
      return .accessDenied
    case "ValidationException", "SerializationException", "IdempotentParameterMismatchException",
      "ItemCollectionSizeLimitExceededException":
      return .invalidRequest
    default: return error.isThrottling || error.isRetryable ? .unavailable : .failed
    }
  }

  /// The answer holds more than a code; what cannot be read of it is left out.
  private mutating func readBody() {
    var error = self
    try? JSONReader.read(cause.body) { reader throws(JSONError) in
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "Item": error.item = reader.isNull ? try reader.nothing() : try reader.item()
        case "CancellationReasons":
          try reader.array { reader throws(JSONError) in
            error.reasons.append(try CancellationReason(from: &reader))
          }
        default: try reader.skip()
        }
      }
    }
    self = error
  }
}
