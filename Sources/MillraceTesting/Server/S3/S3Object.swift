/// An object as it is stored: one version, never changed.
struct S3Object: Sendable {
  var body: StoredBody
  /// Without quotes.
  var etag: String
  /// Milliseconds since 1970; S3 shows whole seconds in headers.
  var modified: Int64
  /// Headers that come back with the object: type, metadata and the like.
  var headers: [(String, String)] = []
  var checksum: S3Checksum?
  /// Sizes of the parts, for objects that were uploaded in parts.
  var partSizes: [Int] = []
}
