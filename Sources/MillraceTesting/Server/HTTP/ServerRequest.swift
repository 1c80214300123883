internal import NIOCore
internal import NIOHTTP1

/// One request, received as a whole and not yet trusted.
struct ServerRequest: Sendable {
  var method: HTTPMethod
  /// As it came: percent-encoded, begins with `/`.
  var path: String
  var query: QueryParameters
  var headers: HTTPHeaders
  var body: ReceivedBody

  /// The host without its port, in lower case; empty if there is none.
  var host: String {
    let value = headers.first(name: "host") ?? ""
    return (value.split(separator: ":").first.map(String.init) ?? "").lowercased()
  }

  /// How the client reaches this server: what URLs in answers begin with.
  var origin: String { "http://" + (headers.first(name: "host") ?? "localhost") }
}
