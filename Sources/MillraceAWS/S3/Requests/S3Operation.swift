package import NIOCore
package import NIOHTTP1

/// One call of S3 whose answer is small: what is asked, and how the answer is read.
package protocol S3Operation: Sendable {
  associatedtype Output: Sendable

  /// As S3's documentation has it.
  static var name: String { get }

  /// Builds the request; reaches for nothing outside.
  func request() -> S3Request

  /// Reads the answer to a request that succeeded.
  func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> Output
}

extension S3Operation where Output == Void {
  package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) {}
}
