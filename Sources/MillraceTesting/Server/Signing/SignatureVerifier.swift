internal import Crypto
internal import NIOHTTP1

/// Checks who sent a request, when, and that nothing in it was changed on its way.
struct SignatureVerifier: Sendable {
  /// Milliseconds that a request's date may differ from the server's.
  static let allowedSkew: Int64 = 15 * 60 * 1000

  let credentials: CredentialTable
  let clock: ServerClock
  let region: String
  private let keys = SigningKeys()

  init(credentials: CredentialTable, clock: ServerClock, region: String) {
    self.credentials = credentials
    self.clock = clock
    self.region = region
  }

  /// Checks everything but the payload's own hash, which is ``PayloadVerifier``'s.
  func verify(_ request: ServerRequest, _ signature: RequestSignature, service: Service) throws(ServiceError)
    -> Credential
  {
    guard let credential = credentials[signature.accessKey] else { throw Self.unknownKey(signature, service) }
    try checkScope(signature, service)
    try checkDate(signature)
    try checkToken(signature, credential)
    try checkCoverage(request, signature)
    let payload = try PayloadVerifier.claimedHash(of: request, signature, service: service)
    let key = keys.key(for: signature, secret: credential.secretKey)
    let canonical = CanonicalRequest.bytes(
      of: request, signedHeaders: signature.signedHeaders, payloadHash: payload, doublyEncoded: service != .s3)
    let text = stringToSign(signature, canonical)
    guard SigningKeys.sign(text, with: key) == signature.signature else {
      throw Self.mismatch(stringToSign: text, canonical: canonical)
    }
    if let chunked = request.body.chunked, payload.hasPrefix("STREAMING-AWS4-HMAC-SHA256-PAYLOAD") {
      try ChunkSignatures(signature: signature, key: key).verify(chunked, hasTrailer: payload.hasSuffix("-TRAILER"))
    }
    return credential
  }

  private func checkScope(_ signature: RequestSignature, _ service: Service) throws(ServiceError) {
    if signature.region == region { return }
    if service == .s3 {
      throw ServiceError(
        "AuthorizationHeaderMalformed",
        "The authorization header is malformed; the region '\(signature.region)' is wrong; expecting '\(region)'",
        details: [("Region", region)])
    }
    throw ServiceError("SignatureDoesNotMatch", "Credential should be scoped to a valid region, '\(region)'.", 403)
  }

  private func checkDate(_ signature: RequestSignature) throws(ServiceError) {
    guard let time = CalendarTime(basic: signature.date)?.milliseconds else {
      throw ServiceError("AccessDenied", "AWS authentication requires a valid Date or x-amz-date header", 403)
    }
    let now = clock.now
    if let expires = signature.expires {
      if now > time + Int64(expires) * 1000 { throw ServiceError("AccessDenied", "Request has expired", 403) }
      if time > now + Self.allowedSkew { throw ServiceError("AccessDenied", "Request is not yet valid", 403) }
    } else if abs(now - time) > Self.allowedSkew {
      throw ServiceError(
        "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.", 403,
        details: [
          ("RequestTime", signature.date), ("ServerTime", CalendarTime(milliseconds: now).extendedSeconds),
          ("MaxAllowedSkewMilliseconds", String(Self.allowedSkew)),
        ])
    }
  }

  private func checkToken(_ signature: RequestSignature, _ credential: Credential) throws(ServiceError) {
    guard signature.sessionToken == credential.sessionToken else {
      throw ServiceError("InvalidToken", "The provided token is malformed or otherwise invalid.")
    }
    if let expires = credential.expires, expires <= clock.now {
      throw ServiceError("ExpiredToken", "The provided token has expired.")
    }
  }

  /// `host` and every `x-amz-…` header that is sent must be signed.
  private func checkCoverage(_ request: ServerRequest, _ signature: RequestSignature) throws(ServiceError) {
    if !signature.signedHeaders.contains("host") {
      throw ServiceError("SignatureDoesNotMatch", "'Host' must be a 'SignedHeader' in the request.", 403)
    }
    for (name, _) in request.headers where name.begins(with: "x-amz-") {
      let name = name.lowercased()
      if signature.signedHeaders.contains(name) { continue }
      throw ServiceError(
        "AccessDenied", "There were headers present in the request which were not signed", 403,
        details: [("HeadersNotSigned", name)])
    }
  }

  private func stringToSign(_ signature: RequestSignature, _ canonical: [UInt8]) -> [UInt8] {
    var text = Array("\(RequestSignature.algorithm)\n\(signature.date)\n\(signature.scope)\n".utf8)
    text += Hex.encode(SHA256.hash(data: canonical)).utf8
    return text
  }

  private static func unknownKey(_ signature: RequestSignature, _ service: Service) -> ServiceError {
    if service == .s3 {
      return ServiceError(
        "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403,
        details: [("AWSAccessKeyId", signature.accessKey)])
    }
    return ServiceError("InvalidClientTokenId", "The security token included in the request is invalid.", 403)
  }

  private static func mismatch(stringToSign: [UInt8], canonical: [UInt8]) -> ServiceError {
    ServiceError(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      403,
      details: [
        ("StringToSign", String(decoding: stringToSign, as: UTF8.self)),
        ("CanonicalRequest", String(decoding: canonical, as: UTF8.self)),
      ])
  }
}
