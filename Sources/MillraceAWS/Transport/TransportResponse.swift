package import NIOCore
package import NIOHTTP1

/// An answer with any status.
package struct TransportResponse: Sendable {
  package var status: Int
  package var headers: HTTPHeaders
  /// Empty where the body went to a ``BodyPipe``.
  package var body: ByteBuffer
}
