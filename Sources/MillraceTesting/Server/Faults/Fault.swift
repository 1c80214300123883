/// Something that goes wrong on purpose: what, with which requests, and how often.
package struct Fault: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// 500 `InternalError`; the request is not carried out.
    case internalError
    /// 500 `InternalError`, after the request was carried out.
    case internalErrorAfter
    /// 503 `SlowDown` or, not on S3, `ServiceUnavailable`. Seconds for `Retry-After`; nil: without it.
    case slowDown(retryAfter: Int?)
    /// The request is accepted and never answered.
    case timeout
    /// The connection is reset; the request is not carried out.
    case reset
    /// The connection is reset after the request was carried out: its answer is lost.
    case resetAfter
    /// The body of the answer ends early. Only answers with a body.
    case cutBody
    /// 200 with an `<Error>` in the body: completing uploads and copying. The request is not carried out.
    case errorInside
    /// `ExpiredToken`, as if the credentials had run out.
    case expiredCredentials
    /// The answer comes later, by this many milliseconds.
    case delay(milliseconds: Int)
    /// A message that is received comes a second time. Only receives from standard queues.
    case duplicate
    /// A message that is received has overtaken others. Only receives from standard queues.
    case reorder
  }

  package var kind: Kind
  /// `s3`, `sqs`, `sns`, `sts`; nil: all.
  package var service: String?
  /// `PutObject` and the like; nil: all.
  package var operation: String?
  /// The share of matching requests (or messages), from 0 to 1.
  package var share: Double
  /// After how many times it ends; nil: never.
  package var count: Int?

  package init(_ kind: Kind, service: String? = nil, operation: String? = nil, share: Double = 1, count: Int? = nil) {
    self.kind = kind
    self.service = service
    self.operation = operation
    self.share = share
    self.count = count
  }
}
