internal import NIOHTTP1

/// Compares a body with what the request says of it: its hash, length, digests and checksums.
enum PayloadVerifier {
  private static let streaming: Set<String> = [
    "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
    "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
  ]

  /// What stands for the payload in the canonical request.
  static func claimedHash(
    of request: ServerRequest, _ signature: RequestSignature, service: Service
  ) throws(ServiceError) -> String {
    let header = request.headers.first(name: "x-amz-content-sha256")
    if service != .s3 { return header ?? request.body.digests.payloadHash ?? "" }
    if signature.isPresigned { return header ?? "UNSIGNED-PAYLOAD" }
    guard let header else {
      throw ServiceError("InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
    }
    if header == "UNSIGNED-PAYLOAD" || streaming.contains(header) || header.utf8.count == 64 { return header }
    throw ServiceError(
      "InvalidArgument", "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING-… value, or a valid sha256 value.")
  }

  /// - Throws: `XAmzContentSHA256Mismatch`, `BadDigest`, `InvalidDigest`, `IncompleteBody`.
  static func verify(_ request: ServerRequest) throws(ServiceError) {
    if let problem = request.body.problem { throw problem }
    try verifyHash(request)
    try verifyDecodedLength(request)
    try verifyMD5(request)
    try verifyChecksum(request)
  }

  private static func verifyHash(_ request: ServerRequest) throws(ServiceError) {
    guard let claimed = request.headers.first(name: "x-amz-content-sha256"), claimed.utf8.count == 64,
      let computed = request.body.digests.payloadHash, computed != claimed
    else { return }
    throw ServiceError(
      "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.",
      details: [("ClientComputedContentSHA256", claimed), ("S3ComputedContentSHA256", computed)])
  }

  private static func verifyDecodedLength(_ request: ServerRequest) throws(ServiceError) {
    guard request.body.chunked != nil else { return }
    guard let length = request.headers.first(name: "x-amz-decoded-content-length").flatMap({ Int($0) }) else {
      throw ServiceError("MissingContentLength", "You must provide the x-amz-decoded-content-length header.", 411)
    }
    if length == request.body.content.count { return }
    throw ServiceError("IncompleteBody", "The body does not have the length that x-amz-decoded-content-length says.")
  }

  private static func verifyMD5(_ request: ServerRequest) throws(ServiceError) {
    guard let header = request.headers.first(name: "content-md5") else { return }
    guard let claimed = Base64.decode(header), claimed.count == 16 else {
      throw ServiceError("InvalidDigest", "The Content-MD5 you specified was invalid.")
    }
    if claimed == request.body.digests.md5Bytes { return }
    throw ServiceError("BadDigest", "The Content-MD5 you specified did not match what we received.")
  }

  private static func verifyChecksum(_ request: ServerRequest) throws(ServiceError) {
    guard let computed = request.body.digests.declaredChecksum else { return }
    let name = computed.algorithm.headerName
    guard let claimed = request.headers.first(name: name) ?? request.body.chunked?.trailer(name) else {
      throw ServiceError("MalformedTrailerError", "The trailer '\(name)' was announced and is not in the body.")
    }
    guard Base64.decode(claimed)?.count == computed.algorithm.byteCount else {
      throw ServiceError("InvalidRequest", "Value for \(name) header is invalid.")
    }
    if claimed == computed.base64 { return }
    throw ServiceError(
      "BadDigest", "The \(computed.algorithm.rawValue) you specified did not match the calculated checksum.")
  }
}
