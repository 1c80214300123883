/// A request's body with what was found out about it on its way in.
struct ReceivedBody: Sendable {
  var content: StoredBody
  var digests: BodyDigests
  /// For `aws-chunked` bodies: the chunks and trailers.
  var chunked: ChunkedBody?
  /// Why the body cannot be used: the file system refused it, or its chunks are malformed.
  var problem: ServiceError?
}

/// The framing of an `aws-chunked` body, kept for checks of its signatures.
struct ChunkedBody: Sendable {
  struct Chunk: Sendable {
    var size: Int
    /// From `;chunk-signature=`; nil in unsigned ones.
    var signature: String?
    /// SHA-256 of the data, in hexadecimal; nil in unsigned ones.
    var hash: String?
  }

  var chunks: [Chunk] = []
  /// Names in lower case, values trimmed, in the order of the body.
  var trailers: [(name: String, value: String)] = []

  func trailer(_ name: String) -> String? { trailers.first { $0.name == name }?.value }
}
