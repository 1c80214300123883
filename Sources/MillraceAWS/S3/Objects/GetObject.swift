internal import NIOHTTP1

extension S3Client {
  /// Reads an object or part of it.
  package struct GetObject: Sendable {
    package static let name = "GetObject"
    package var bucket: String
    package var key: String
    /// Bytes to read, not empty; those beyond the end are left out. nil: all.
    package var range: Range<Int64>?
    /// The object must have this ETag, or the answer is 412 (`PreconditionFailed`).
    package var ifMatch: String?
    package var versionID: String?

    package init(
      bucket: String, key: String, range: Range<Int64>? = nil, ifMatch: String? = nil, versionID: String? = nil
    ) {
      self.bucket = bucket
      self.key = key
      self.range = range
      self.ifMatch = ifMatch
      self.versionID = versionID
    }

    package func request() -> S3Request {
      var request = S3Request(.GET, bucket: bucket, key: key)
      request.add(query: "versionId", versionID)
      request.add(header: "If-Match", ifMatch)
      request.add(header: "Range", range.map { "bytes=\($0.lowerBound)-\($0.upperBound - 1)" })
      return request
    }
  }
}
