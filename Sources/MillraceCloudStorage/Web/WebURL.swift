internal import Foundation
internal import MillraceAWS
internal import MillraceStorage

/// A URL of HTTP as requests need it.
struct WebURL: Sendable {
  let endpoint: AWSEndpoint
  /// Percent-encoded; begins with `/`.
  var path: String
  /// Without the `?`; nil: none.
  var query: String?
  /// The value of the header `Authorization`, where the URL has a user in it.
  var authorization: String?

  /// Path and query.
  var target: String { query.map { "\(path)?\($0)" } ?? path }
  /// Without the user.
  var text: String { endpoint.origin + target }

  /// nil where it is none.
  init?(parsing text: String) {
    guard let url = URLComponents(string: text), let scheme = url.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = url.host, !host.isEmpty
    else { return nil }
    let isLiteral = host.contains(":") && !host.hasPrefix("[")
    endpoint = AWSEndpoint(isSecure: scheme == "https", host: isLiteral ? "[\(host)]" : host, port: url.port)
    path = url.percentEncodedPath.isEmpty ? "/" : url.percentEncodedPath
    query = url.percentEncodedQuery
    authorization = url.user.map { user in
      "Basic " + Data("\(user):\(url.password ?? "")".utf8).base64EncodedString()
    }
  }

  /// - Parameter address: of the scheme `http` or `https`.
  init?(_ address: Address) {
    self.init(parsing: "\(address.scheme.rawValue)://\(address.path)")
  }

  /// Where a redirect leads. The user goes along only to the same host.
  func following(location: String) -> WebURL? {
    guard let base = URL(string: text), let url = URL(string: location, relativeTo: base),
      var next = WebURL(parsing: url.absoluteString)
    else { return nil }
    next.authorization = next.endpoint.origin == endpoint.origin ? authorization : nil
    return next
  }
}
