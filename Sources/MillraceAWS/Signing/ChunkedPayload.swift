internal import Crypto
package import NIOCore

/// A body in chunks that are signed one by one, each with the signature before it (`aws-chunked`).
///
/// For bodies whose hash is not known when the request's head is signed. Source: AWS documentation, “Signature calculations for
/// the Authorization header: transferring payload in multiple chunks”.
package struct ChunkedPayload: Sendable {
  /// What stands for the payload's hash in the head.
  package static let signed = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
  package static let signedWithTrailer = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
  package static let unsignedWithTrailer = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"

  private let signer: SigV4Signer
  private let time: SigningTime
  /// Of the head at first, then of the latest chunk.
  package private(set) var signature: String

  /// - Parameter signature: that of the head.
  package init(signer: SigV4Signer, at time: SigningTime, signature: String) {
    self.signer = signer
    self.time = time
    self.signature = signature
  }

  /// A chunk as it is sent; the last one is empty.
  package mutating func chunk(_ bytes: ByteBuffer) -> ByteBuffer {
    signature = sign("AWS4-HMAC-SHA256-PAYLOAD", "\(SHA256.ofNothing)\n\(SHA256.hexadecimal(bytes))")
    var chunk = ByteBuffer(string: "\(String(bytes.readableBytes, radix: 16));chunk-signature=\(signature)\r\n")
    if bytes.readableBytes > 0 {
      chunk.writeImmutableBuffer(bytes)
      chunk.writeString("\r\n")
    }
    return chunk
  }

  /// What ends the body behind the last chunk: trailing headers with their signature, or an empty line.
  package mutating func trailer(_ fields: [(name: String, value: String)]) -> ByteBuffer {
    if fields.isEmpty { return ByteBuffer(string: "\r\n") }
    let lines = fields.map { "\($0.name):\($0.value)\n" }.joined()
    signature = sign("AWS4-HMAC-SHA256-TRAILER", SHA256.hexadecimal(Array(lines.utf8)))
    let text = fields.map { "\($0.name):\($0.value)\r\n" }.joined()
    return ByteBuffer(string: "\(text)x-amz-trailer-signature:\(signature)\r\n\r\n")
  }

  /// A body in one chunk without signatures, with trailing headers; over TLS only.
  package static func unsigned(_ bytes: ByteBuffer, trailer: [(name: String, value: String)]) -> ByteBuffer {
    var body = ByteBuffer()
    if bytes.readableBytes > 0 {
      body.writeString("\(String(bytes.readableBytes, radix: 16))\r\n")
      body.writeImmutableBuffer(bytes)
      body.writeString("\r\n")
    }
    body.writeString("0\r\n")
    for (name, value) in trailer { body.writeString("\(name):\(value)\r\n") }
    body.writeString("\r\n")
    return body
  }

  private func sign(_ kind: String, _ hashes: String) -> String {
    let text = "\(kind)\n\(time.dateTime)\n\(signer.scope(at: time))\n\(signature)\n\(hashes)"
    return signer.signature(of: Array(text.utf8), at: time)
  }
}
