package import NIOCore
package import NIOHTTP1

/// What a service answered, with a status from 200 to 299, or 304.
package struct AWSResponse: Sendable {
  package var status: Int
  package var headers: HTTPHeaders
  /// Empty for a streamed answer.
  package var body: ByteBuffer

  package init(status: Int, headers: HTTPHeaders, body: ByteBuffer) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// What the service's support asks for.
  package var requestID: String? { headers.requestID }
}
