internal import Crypto

/// Checks the chain of signatures in a signed `aws-chunked` body: each covers its chunk and the signature before.
/// Source: Amazon S3, "Signature calculations for the authorization header: transferring payload in multiple chunks".
struct ChunkSignatures {
  /// Bytes that every chunk but the last must have.
  static let smallestChunk = 8192

  let signature: RequestSignature
  let key: HMAC<SHA256>

  func verify(_ body: ChunkedBody, hasTrailer: Bool) throws(ServiceError) {
    var previous = signature.signature
    for (index, chunk) in body.chunks.enumerated() {
      if index < body.chunks.count - 2, chunk.size < Self.smallestChunk {
        throw ServiceError(
          "InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes", 403)
      }
      guard let claimed = chunk.signature, let hash = chunk.hash else {
        throw Self.mismatch("a chunk has no signature")
      }
      let text =
        "AWS4-HMAC-SHA256-PAYLOAD\n\(signature.date)\n\(signature.scope)\n\(previous)\n\(Self.emptyHash)\n\(hash)"
      guard SigningKeys.sign(Array(text.utf8), with: key) == claimed else {
        throw Self.mismatch("chunk \(index + 1) was changed")
      }
      previous = claimed
    }
    if hasTrailer { try verifyTrailer(body, after: previous) }
  }

  private func verifyTrailer(_ body: ChunkedBody, after previous: String) throws(ServiceError) {
    let name = "x-amz-trailer-signature"
    guard let claimed = body.trailer(name) else { throw Self.mismatch("the trailer has no signature") }
    let trailers = body.trailers.filter { $0.name != name }.map { "\($0.name):\($0.value)\n" }.joined()
    let hash = Hex.encode(SHA256.hash(data: Array(trailers.utf8)))
    let text = "AWS4-HMAC-SHA256-TRAILER\n\(signature.date)\n\(signature.scope)\n\(previous)\n\(hash)"
    guard SigningKeys.sign(Array(text.utf8), with: key) == claimed else {
      throw Self.mismatch("the trailer was changed")
    }
  }

  private static let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  private static func mismatch(_ reason: String) -> ServiceError {
    ServiceError("SignatureDoesNotMatch", "The signature of the payload is wrong: \(reason).", 403)
  }
}
