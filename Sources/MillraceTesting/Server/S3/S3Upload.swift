/// An upload in parts that is under way.
struct S3Upload: Sendable {
  struct Part: Sendable {
    var body: StoredBody
    var etag: String
    /// The MD5 itself.
    var digest: [UInt8]
    var modified: Int64
    var checksum: S3Checksum?
  }

  /// Bytes that every part but the last must have.
  static let smallestPart = 5 << 20
  static let largestPart = 5 << 30
  static let partNumbers = 1...10_000

  let key: ObjectName
  let started: Int64
  /// Headers of the object to be.
  var headers: [(String, String)]
  var algorithm: ChecksumAlgorithm?
  var checksumKind = S3Checksum.Kind.composite
  var parts: [Int: Part] = [:]
}
