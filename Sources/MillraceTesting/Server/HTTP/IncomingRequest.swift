internal import NIOCore
internal import NIOHTTP1

/// A request whose body is still coming: its bytes go to memory or to the spool, and through the digests.
final class IncomingRequest {
  private let head: HTTPRequestHead
  private var digests: BodyDigests
  private var decoder: ChunkedDecoder?
  private var buffer = ByteBuffer()
  private var extent: SpoolExtent?
  private var received = 0
  private var problem: ServiceError?

  init(head: HTTPRequestHead, spool: Spool) {
    self.head = head
    digests = BodyDigests(head: head)
    if head.headers.first(name: "x-amz-content-sha256")?.hasPrefix("STREAMING-") == true { decoder = ChunkedDecoder() }
    let name = decoder == nil ? "content-length" : "x-amz-decoded-content-length"
    let length = head.headers.first(name: name).flatMap { Int($0) } ?? 0
    extent = spool.reserve(length)
    if extent == nil, length > 0 { buffer.reserveCapacity(length) }
  }

  func receive(_ bytes: ByteBuffer) {
    if decoder == nil {
      store(bytes)
    } else {
      decoder?.receive(bytes) { store($0) }
    }
  }

  private func store(_ bytes: ByteBuffer) {
    bytes.withUnsafeReadableBytes { bytes in
      digests.update(bytes)
      guard let extent else {
        buffer.writeBytes(bytes)
        return
      }
      if received + bytes.count > extent.count {
        problem = ServiceError("IncompleteBody", "The body is longer than its declared length.")
      } else if !extent.write(bytes, at: received) {
        problem = ServiceError("InternalError", "The body could not be written to the spool; is the disk full?", 500)
      }
    }
    received += bytes.readableBytes
  }

  func finish() -> ServerRequest {
    if let decoder, !decoder.isComplete {
      problem = ServiceError("IncompleteBody", "The aws-chunked body is malformed or ends too early.")
    }
    if let extent, received != extent.count, problem == nil {
      problem = ServiceError("IncompleteBody", "The body is shorter than its declared length.")
    }
    let content = extent.map(StoredBody.init) ?? StoredBody(buffer)
    let question = head.uri.utf8.firstIndex(of: UInt8(ascii: "?"))
    let path = question.map { String(head.uri[..<$0]) } ?? head.uri
    let query = question.map { QueryParameters(raw: head.uri[head.uri.utf8.index(after: $0)...]) }
    return ServerRequest(
      method: head.method, path: path.isEmpty ? "/" : path, query: query ?? QueryParameters(), headers: head.headers,
      body: ReceivedBody(content: content, digests: digests, chunked: decoder?.body, problem: problem))
  }
}
