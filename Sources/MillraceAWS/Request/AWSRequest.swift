package import NIOCore
package import NIOHTTP1

/// One request to a service, not yet signed. It can be sent any number of times.
package struct AWSRequest: Sendable {
  package var method: HTTPMethod
  /// S3 only: the bucket. The endpoint decides whether it goes into the host or in front of the path.
  package var bucket: String?
  /// Begins with `/` and is percent-encoded already; for S3 without the bucket. ``AWSEncoding`` encodes.
  package var path: String
  /// Neither names nor values are encoded. A value of nil writes the name and `=` alone.
  package var query: [(name: String, value: String?)]
  /// `host`, `x-amz-date`, `authorization` and the like are added when the request is signed.
  package var headers: HTTPHeaders
  package var body: AWSBody
  package var payloadHash: PayloadHash
  /// False for the few operations that take no credentials (AssumeRoleWithWebIdentity).
  package var isSigned: Bool
  /// What ``ChecksumMode`` has a say in.
  package var checksum: RequestChecksum
  /// S3's GetObject of a whole object: asks for its checksum and compares it.
  package var validatesChecksum: Bool
  /// S3 answers some operations with 200 and an `<Error>` (CompleteMultipartUpload, CopyObject): take that for a failure.
  package var mayFailWithStatus200: Bool
  /// The region of the queue or topic where it is known to differ from the runtime's.
  package var region: String?
  /// How long the service may take until it begins to answer; nil: ``AWSTimeouts/answer``. Long polls need their own.
  package var answerTimeout: TimeAmount?

  package init(
    _ method: HTTPMethod, bucket: String? = nil, path: String = "/", query: [(name: String, value: String?)] = [],
    headers: HTTPHeaders = [:], body: AWSBody = .empty, payloadHash: PayloadHash = .computed
  ) {
    self.method = method
    self.bucket = bucket
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.payloadHash = payloadHash
    isSigned = true
    checksum = .none
    validatesChecksum = false
    mayFailWithStatus200 = false
    region = nil
    answerTimeout = nil
  }
}
