package import Foundation
package import NIOHTTP1

/// What the headers of an answer say of an object.
package struct S3ObjectHead: Sendable, Equatable {
  /// Bytes of the whole object, also where only part of it was asked for.
  package var size: Int64
  /// With its quotes.
  package var etag: String
  package var lastModified: Date?
  package var contentType: String?
  package var contentEncoding: String?
  package var versionID: String?
  /// Metadata of the object's owner, names in lower case without `x-amz-meta-`.
  package var metadata: [String: String]
  /// Checksums that were asked for and are stored with the object.
  package var checksums: [S3Checksum]

  package init(headers: HTTPHeaders) {
    size = S3ObjectHead.size(headers)
    etag = headers.first(name: "ETag") ?? ""
    lastModified = headers.first(name: "Last-Modified").flatMap(AWSTimestamp.parse(httpDate:))
    contentType = headers.first(name: "Content-Type")
    contentEncoding = headers.first(name: "Content-Encoding")
    versionID = headers.first(name: "x-amz-version-id").flatMap { $0 == "null" ? nil : $0 }
    metadata = [:]
    for (name, value) in headers {
      let name = name.lowercased()
      if name.hasPrefix("x-amz-meta-") { metadata[String(name.dropFirst(11))] = value }
    }
    checksums = S3Checksum.all(in: headers)
  }

  /// The size behind the slash of `Content-Range: bytes 0-9/443`, or that of the body.
  private static func size(_ headers: HTTPHeaders) -> Int64 {
    let total = headers.first(name: "Content-Range")?.split(separator: "/").last.flatMap { Int64($0) }
    return total ?? headers.first(name: "Content-Length").flatMap { Int64($0) } ?? 0
  }
}
