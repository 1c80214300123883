package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Writes an object of at most 5 GiB in one request. Readers see all of it or nothing.
  package struct PutObject: S3Operation {
    package static let name = "PutObject"
    package static let checksum = RequestChecksum.supported
    package var bucket: String
    package var key: String
    package var body: ByteBuffer
    package var contentType: String?
    package var contentEncoding: String?
    /// At most 2 KB of ASCII, names included.
    package var metadata: [String: String]
    package var condition: S3WriteCondition
    /// nil: as the client is set.
    package var checksum: S3Checksum?

    package init(
      bucket: String, key: String, body: ByteBuffer, contentType: String? = nil, contentEncoding: String? = nil,
      metadata: [String: String] = [:], condition: S3WriteCondition = .none, checksum: S3Checksum? = nil
    ) {
      self.bucket = bucket
      self.key = key
      self.body = body
      self.contentType = contentType
      self.contentEncoding = contentEncoding
      self.metadata = metadata
      self.condition = condition
      self.checksum = checksum
    }

    package func request() -> S3Request {
      var request = S3Request(.PUT, bucket: bucket, key: key)
      request.body = body
      request.add(header: "Content-Type", contentType)
      request.add(header: "Content-Encoding", contentEncoding)
      for (name, value) in metadata { request.add(header: "x-amz-meta-\(name)", value) }
      condition.add(to: &request)
      request.add(checksum)
      return request
    }

    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> S3StoredObject {
      S3StoredObject(headers: headers)
    }
  }
}

extension S3Request {
  /// Adds the header of a checksum.
  mutating func add(_ checksum: S3Checksum?) {
    if let checksum { headers.replaceOrAdd(name: checksum.algorithm.header, value: checksum.value) }
  }
}
