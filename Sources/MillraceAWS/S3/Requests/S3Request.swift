package import NIOCore
package import NIOHTTP1

/// A request to S3, before it is decided how the bucket is addressed.
package struct S3Request: Sendable {
  package var method: HTTPMethod
  package var bucket: String
  /// 1 to 1,024 bytes of UTF-8, as it is: not encoded. nil: the bucket itself.
  package var key: String?
  /// Not encoded. Without a value: only the name is sent (`?uploads`).
  package var query: [(name: String, value: String?)] = []
  package var headers: HTTPHeaders = [:]
  package var body: ByteBuffer?

  package init(_ method: HTTPMethod, bucket: String, key: String? = nil) {
    self.method = method
    self.bucket = bucket
    self.key = key
  }

  /// The path behind the bucket's, percent-encoded. Slashes and dots stand as they are in the key: S3 folds nothing.
  package var encodedKey: String { key.map { PercentEncoding.encode($0, keepsSlashes: true) } ?? "" }

  /// Adds a query parameter where there is a value.
  mutating func add(query name: String, _ value: String?) {
    if let value { query.append((name, value)) }
  }

  /// Adds a header where there is a value.
  mutating func add(header name: String, _ value: String?) {
    if let value { headers.add(name: name, value: value) }
  }

  /// Makes an XML document the body.
  mutating func setBody(_ xml: XMLWriter) {
    body = ByteBuffer(bytes: xml.bytes)
    headers.replaceOrAdd(name: "Content-Type", value: "application/xml")
  }

  static let namespace = [(name: "xmlns", value: "http://s3.amazonaws.com/doc/2006-03-01/")]
}
