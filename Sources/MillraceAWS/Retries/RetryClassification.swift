/// Which errors of services may go away by themselves.
///
/// Source: AWS SDKs and Tools Reference Guide, “Retry behavior”.
package enum RetryClassification {
  private static let throttling: Set<String> = [
    "BandwidthLimitExceeded", "EC2ThrottledException", "LimitExceededException", "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException", "RequestLimitExceeded", "RequestThrottled", "RequestThrottledException",
    "SlowDown", "ThrottledException", "Throttling", "ThrottlingException", "TooManyRequestsException",
    "TransactionInProgressException",
  ]
  private static let transient: Set<String> = [
    "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "InternalServerError",
    "ServiceUnavailable", "IDPCommunicationError", "BadDigest", "IncompleteBody", "XAmzContentChecksumMismatch",
  ]
  private static let skewed: Set<String> = [
    "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture", "SignatureDoesNotMatch",
    "InvalidSignatureException",
    "AuthFailure",
  ]
  private static let expired: Set<String> = ["ExpiredToken", "ExpiredTokenException"]
  private static let elsewhere: Set<String> = [
    "AuthorizationHeaderMalformed", "PermanentRedirect", "TemporaryRedirect", "IllegalLocationConstraintException",
  ]

  package static func isThrottling(code: String, status: Int) -> Bool { throttling.contains(code) || status == 429 }

  package static func isTransient(code: String, status: Int) -> Bool {
    transient.contains(code) || [500, 502, 503, 504].contains(status)
  }

  /// The clocks may differ; only the answer's `Date` tells.
  static func mayBeSkewed(code: String, status: Int) -> Bool {
    skewed.contains(code) || (status == 403 && code.isEmpty)
  }

  static func isExpired(code: String) -> Bool { expired.contains(code) }

  /// The bucket may be in another region.
  static func mayBeElsewhere(code: String, status: Int) -> Bool {
    elsewhere.contains(code) || status == 301 || status == 307 || (status == 400 && code.isEmpty)
  }
}

extension RetryClassification {
  /// Of a part of a batch, which has a code and no status.
  package static func mayRetry(code: String) -> Bool {
    isThrottling(code: code, status: 0) || isTransient(code: code, status: 0)
  }
}
