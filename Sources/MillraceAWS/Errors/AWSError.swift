package import NIOCore
package import NIOHTTP1

/// Why a call of a service failed, after all retries.
///
/// No message holds a secret: requests are named by service and operation, never by their headers or bodies.
package struct AWSError: Error, Sendable {
  package enum Kind: String, Sendable {
    /// The service answered with an error.
    case service
    /// No answer came, or only a part of one: connecting, writing or reading failed.
    case transport
    /// A phase took longer than ``AWSTimeouts`` allow.
    case timeout
    /// No credentials could be found, or they could not be refreshed.
    case credentials
    /// A setting cannot be used: region, endpoint, profile, file.
    case configuration
    /// An answer came that is not as the service's protocol has it: a checksum that differs, a document that cannot be read.
    case invalidAnswer
    /// The task was cancelled.
    case cancelled
  }

  package var kind: Kind
  /// The service's code (`NoSuchKey`, `ConditionalCheckFailedException`) without namespace, or one of our own.
  package var code: String
  /// What happened and what to do, for a person.
  package var detail: String
  /// For people: `s3`, `sqs`.
  package var service: String
  package var operation: String
  /// The HTTP status; nil if there was no answer.
  package var status: Int?
  package var requestID: String?
  /// S3's `x-amz-id-2`.
  package var extendedRequestID: String?
  /// How often the request was sent.
  package var attempts: Int
  package var isThrottling: Bool
  /// Whether the same request may succeed later.
  package var isRetryable: Bool
  /// Of the answer.
  package var headers: HTTPHeaders
  /// Of the answer, as it came: some services put more into it than a code (DynamoDB's `Item`, `CancellationReasons`).
  package var body: ByteBuffer
  package var cause: (any Error)?

  package init(
    _ kind: Kind, code: String, _ detail: String, service: String = "", operation: String = "", status: Int? = nil,
    isRetryable: Bool = false, cause: (any Error)? = nil
  ) {
    self.kind = kind
    self.code = code
    self.detail = detail
    self.service = service
    self.operation = operation
    self.status = status
    requestID = nil
    extendedRequestID = nil
    attempts = 0
    isThrottling = false
    self.isRetryable = isRetryable
    headers = [:]
    body = ByteBuffer()
    self.cause = cause
  }
}
