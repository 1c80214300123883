/// Where requests go.
package struct AWSEndpoint: Sendable, Hashable {
  package var isSecure: Bool
  package var host: String
  package var port: Int
  /// In front of every path; empty, or begins with `/` and ends without it. Percent-encoded.
  package var basePath: String
  /// `scheme://host:port`, without the port where it is the scheme's own.
  package let origin: String
  /// As the `Host` header has it.
  package let authority: String

  package init(isSecure: Bool, host: String, port: Int? = nil, basePath: String = "") {
    let usual = isSecure ? 443 : 80
    self.isSecure = isSecure
    self.host = host
    self.port = port ?? usual
    self.basePath = basePath
    authority = self.port == usual ? host : "\(host):\(self.port)"
    origin = (isSecure ? "https://" : "http://") + authority
  }
}
