package import NIOCore

/// What a request carries. It is whole in memory, so that it can be sent again.
package enum AWSBody: Sendable {
  case empty
  case bytes(ByteBuffer)

  package init(_ bytes: some Sequence<UInt8>) { self = .bytes(ByteBuffer(bytes: bytes)) }

  package init(_ text: String) { self = .bytes(ByteBuffer(string: text)) }

  /// In bytes.
  package var count: Int {
    switch self {
    case .empty: 0
    case .bytes(let buffer): buffer.readableBytes
    }
  }
}
