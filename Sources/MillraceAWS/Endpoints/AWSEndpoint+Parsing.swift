import Foundation

extension AWSEndpoint {
  /// Reads `http://host:port/path`.
  ///
  /// - Parameter origin: what set it, for the message: `AWS_ENDPOINT_URL`.
  package init(parsing text: String, from origin: String) throws(AWSError) {
    guard let parts = URLComponents(string: text), let scheme = parts.scheme?.lowercased(),
      scheme == "http" || scheme == "https", let host = parts.host, !host.isEmpty, parts.query == nil
    else {
      throw AWSError(
        .configuration, code: "InvalidEndpoint",
        "\(origin) is “\(text)”, but must be a URL as http://localhost:4566 or https://s3.example.com.")
    }
    var path = parts.percentEncodedPath
    while path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
    self.init(isSecure: scheme == "https", host: host, port: parts.port, basePath: path)
  }
}
