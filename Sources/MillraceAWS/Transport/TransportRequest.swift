package import NIOCore
package import NIOHTTP1

/// A request as it goes over the wire.
package struct TransportRequest: Sendable {
  package var method: HTTPMethod
  package var endpoint: AWSEndpoint
  /// Path and query, encoded.
  package var target: String
  package var headers: HTTPHeaders
  package var body: ByteBuffer?
  package var timeouts: AWSTimeouts

  package init(
    _ method: HTTPMethod, _ endpoint: AWSEndpoint, target: String, headers: HTTPHeaders = [:],
    body: ByteBuffer? = nil, timeouts: AWSTimeouts = AWSTimeouts()
  ) {
    self.method = method
    self.endpoint = endpoint
    self.target = target
    self.headers = headers
    self.body = body
    self.timeouts = timeouts
  }
}
