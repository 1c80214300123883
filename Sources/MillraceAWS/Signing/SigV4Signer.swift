internal import Crypto
package import NIOHTTP1

/// Signs requests as AWS's Signature Version 4 has it: canonical request, string to sign, signature.
///
/// Source: AWS documentation, “Signature Version 4 signing process”.
package struct SigV4Signer: Sendable {
  package static let algorithm = "AWS4-HMAC-SHA256"
  package static let unsignedPayload = "UNSIGNED-PAYLOAD"

  package let credentials: AWSCredentials
  package let region: String
  package let service: String
  /// S3 signs paths as they are sent. For all others dots and double slashes are folded and the path is encoded again.
  let keepsPath: Bool
  let keys: SigningKeyCache

  package init(
    credentials: AWSCredentials, region: String, service: String, keepsPath: Bool? = nil,
    keys: SigningKeyCache = SigningKeyCache()
  ) {
    self.credentials = credentials
    self.region = region
    self.service = service
    self.keepsPath = keepsPath ?? (service == "s3")
    self.keys = keys
  }

  /// Adds `x-amz-date`, `x-amz-security-token` and `authorization`.
  ///
  /// - Parameters:
  ///   - headers: with `host`, and for S3 with `x-amz-content-sha256`. All are signed but those that proxies change.
  ///   - payloadHash: of the body in hexadecimal digits, or what stands for it.
  /// - Returns: the signature, with which a chunked body goes on.
  @discardableResult
  package func sign(
    method: HTTPMethod, path: String, query: CanonicalQuery, headers: inout HTTPHeaders, payloadHash: String,
    at time: SigningTime
  ) -> String {
    headers.replaceOrAdd(name: "x-amz-date", value: time.dateTime)
    if let token = credentials.sessionToken { headers.replaceOrAdd(name: "x-amz-security-token", value: token) }
    let canonical = CanonicalRequest(
      method: method, path: canonicalPath(path), query: query.text, headers: headers, payloadHash: payloadHash)
    let signature = signature(of: stringToSign(canonical, at: time), at: time)
    headers.replaceOrAdd(
      name: "authorization", value: authorization(canonical.signedHeaders, signature: signature, at: time))
    return signature
  }

  package func canonicalPath(_ path: String) -> String {
    if keepsPath || path == "/" { return path }
    return PercentEncoding.encode(CanonicalPath.normalize(path), keepsSlashes: true)
  }

  package func stringToSign(_ canonical: CanonicalRequest, at time: SigningTime) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(192)
    text += "\(SigV4Signer.algorithm)\n".utf8
    text += time.dateTime.utf8
    text.append(UInt8(ascii: "\n"))
    appendScope(to: &text, at: time)
    text.append(UInt8(ascii: "\n"))
    var hash = SHA256()
    canonical.bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    Hexadecimal.append(hash.finalize(), to: &text)
    return text
  }

  package func signature(of stringToSign: [UInt8], at time: SigningTime) -> String {
    keys.key(credentials, day: time.day, region: region, service: service).sign(stringToSign)
  }

  package func authorization(_ signedHeaders: [UInt8], signature: String, at time: SigningTime) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(256 + signedHeaders.count)
    text += "\(SigV4Signer.algorithm) Credential=".utf8
    text += credentials.accessKeyID.utf8
    text.append(UInt8(ascii: "/"))
    appendScope(to: &text, at: time)
    text += ", SignedHeaders=".utf8
    text += signedHeaders
    text += ", Signature=".utf8
    text += signature.utf8
    return String(decoding: text, as: UTF8.self)
  }

  /// `20150830/us-east-1/service/aws4_request`
  func scope(at time: SigningTime) -> String { "\(time.day)/\(region)/\(service)/aws4_request" }

  private func appendScope(to text: inout [UInt8], at time: SigningTime) {
    text += time.day.utf8
    text.append(UInt8(ascii: "/"))
    text += region.utf8
    text.append(UInt8(ascii: "/"))
    text += service.utf8
    text += "/aws4_request".utf8
  }
}
