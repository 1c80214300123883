package import NIOCore
package import NIOHTTP1

/// One call of S3 whose answer is small: what is asked, and how the answer is read.
package protocol S3Operation: Sendable {
  associatedtype Output: Sendable

  /// As S3's documentation has it.
  static var name: String { get }

  /// Whether S3 takes a checksum of the body. One that ``request()`` sets itself is left as it is.
  static var checksum: RequestChecksum { get }

  /// Whether the answer can be 200 and hold an error all the same.
  static var mayFailWithStatus200: Bool { get }

  /// Builds the request; reaches for nothing outside.
  func request() -> S3Request

  /// Reads the answer to a request that succeeded.
  func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> Output
}

extension S3Operation {
  package static var checksum: RequestChecksum { .none }
  package static var mayFailWithStatus200: Bool { false }
}

extension S3Operation where Output == Void {
  package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) {}
}
