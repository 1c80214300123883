internal import NIOHTTP1

/// What S3 answers to a write.
package struct S3StoredObject: Sendable, Equatable {
  /// With its quotes.
  package var etag: String
  /// nil in buckets without versions.
  package var versionID: String?

  package init(etag: String, versionID: String? = nil) {
    self.etag = etag
    self.versionID = versionID
  }

  init(headers: HTTPHeaders) {
    etag = headers.first(name: "ETag") ?? ""
    versionID = headers.first(name: "x-amz-version-id").flatMap { $0 == "null" ? nil : $0 }
  }
}
