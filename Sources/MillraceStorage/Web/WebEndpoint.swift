/// An HTTP address that takes calls: a webhook.
package protocol WebEndpoint: Sendable {
  /// The address, without a password, for messages.
  var location: String { get }

  /// Makes one POST request and waits for the whole answer. The answer's status says whether it was taken: 200 to 299.
  ///
  /// Nothing is tried again and no redirect is followed: only the caller knows whether a repeat does harm. What the server has made of a
  /// request that failed is not known.
  ///
  /// - Parameters:
  ///   - headers: sent as they are, besides `Host`, `Content-Length` and `User-Agent`.
  ///   - timeout: for the whole exchange, connecting included.
  /// - Throws: ``WebEndpointError`` where no answer came.
  func post(_ body: [UInt8], headers: [(String, String)], timeout: Duration) async throws -> Int
}
