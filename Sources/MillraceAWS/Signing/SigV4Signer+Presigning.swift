package import NIOHTTP1

extension SigV4Signer {
  /// A query with which anybody can make the request until it expires.
  ///
  /// - Parameters:
  ///   - headers: those that the request must be sent with; at least `host`.
  ///   - expires: seconds from 1 to 604,800 (a week).
  ///   - payloadHash: S3 takes `UNSIGNED-PAYLOAD`; the others the hash of the body.
  package func presign(
    method: HTTPMethod, path: String, query: [(name: String, value: String?)], headers: HTTPHeaders,
    expires: Int, payloadHash: String = SigV4Signer.unsignedPayload, at time: SigningTime
  ) -> String {
    let names = CanonicalRequest(method: method, path: "", query: "", headers: headers, payloadHash: "").signedHeaders
    var query = query
    query.append(("X-Amz-Algorithm", SigV4Signer.algorithm))
    query.append(("X-Amz-Credential", "\(credentials.accessKeyID)/\(scope(at: time))"))
    query.append(("X-Amz-Date", time.dateTime))
    query.append(("X-Amz-Expires", String(expires)))
    query.append(("X-Amz-SignedHeaders", String(decoding: names, as: UTF8.self)))
    if let token = credentials.sessionToken { query.append(("X-Amz-Security-Token", token)) }
    let canonical = CanonicalQuery(query)
    let request = CanonicalRequest(
      method: method, path: canonicalPath(path), query: canonical.text, headers: headers, payloadHash: payloadHash)
    return "\(canonical.target)&X-Amz-Signature=\(signature(of: stringToSign(request, at: time), at: time))"
  }
}
