package import MillraceAWS
internal import MillraceStorage
internal import NIOCore
internal import NIOHTTP1

/// A webhook over HTTP/1.1, with connections that are kept.
package struct HTTPEndpoint: WebEndpoint {
  /// What is taken of an answer, in bytes. Only its status is of interest.
  private static let largestAnswer = 16 << 20

  /// In nanoseconds: 30 days.
  private static let longest = 30 * 86_400e9

  private let url: WebURL
  private let transport: HTTPTransport

  package var location: String { url.text }

  /// - Parameter text: `http://` or `https://`; a user and password in it are sent as basic authentication.
  /// - Throws: `WebEndpointError` where it is no such URL.
  package init(_ text: String, runtime: AWSRuntime) throws {
    guard let url = WebURL(parsing: text) else {
      throw WebEndpointError(
        .invalidAddress, "“\(text)” is no address of a web server; write it as in https://host.example/path.")
    }
    self.url = url
    transport = runtime.transport
  }

  package func post(_ body: [UInt8], headers: [(String, String)], timeout: Duration) async throws -> Int {
    var all = HTTPHeaders(headers)
    all.replaceOrAdd(name: "host", value: url.endpoint.authority)
    if !all.contains(name: "user-agent") { all.add(name: "user-agent", value: WebClient.userAgent) }
    if let authorization = url.authorization, !all.contains(name: "authorization") {
      all.add(name: "authorization", value: authorization)
    }
    let limit = TimeAmount.nanoseconds(Int64(min(max(timeout / .nanoseconds(1), 1), HTTPEndpoint.longest)))
    var timeouts = AWSTimeouts()
    timeouts.connect = min(timeouts.connect, limit)
    (timeouts.write, timeouts.answer, timeouts.bodyIdle, timeouts.total) = (limit, limit, limit, limit)
    do throws(TransportError) {
      return try await transport.exchange(
        TransportRequest(
          .POST, url.endpoint, target: url.target, headers: all, body: ByteBuffer(bytes: body), timeouts: timeouts),
        maximumBody: HTTPEndpoint.largestAnswer
      ).status
    } catch {
      throw WebEndpointError(error, location)
    }
  }
}

extension WebEndpointError {
  fileprivate init(_ error: TransportError, _ location: String) {
    let code: Code =
      switch error.code {
      case .notConnected, .untrusted: .notConnected
      case .connectionLost, .timeout, .answerTooLarge: .noAnswer
      case .cancelled, .shutDown: .ended
      case .unusable: .invalidAddress
      }
    self.init(code, "The call of \(location) failed: \(error.message)", cause: error)
  }
}
