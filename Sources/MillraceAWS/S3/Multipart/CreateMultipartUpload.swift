package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Begins an upload in parts. Its parts are stored, and paid for, until it is completed or aborted.
  package struct CreateMultipartUpload: S3Operation {
    package static let name = "CreateMultipartUpload"
    package var bucket: String
    package var key: String
    package var contentType: String?
    package var contentEncoding: String?
    package var metadata: [String: String]
    /// What the parts' checksums will be made with; nil or `.md5`: none that S3 keeps.
    package var checksumAlgorithm: S3Checksum.Algorithm?

    package init(
      bucket: String, key: String, contentType: String? = nil, contentEncoding: String? = nil,
      metadata: [String: String] = [:], checksumAlgorithm: S3Checksum.Algorithm? = nil
    ) {
      self.bucket = bucket
      self.key = key
      self.contentType = contentType
      self.contentEncoding = contentEncoding
      self.metadata = metadata
      self.checksumAlgorithm = checksumAlgorithm
    }

    package func request() -> S3Request {
      var request = S3Request(.POST, bucket: bucket, key: key)
      request.query = [("uploads", nil)]
      request.add(header: "Content-Type", contentType)
      request.add(header: "Content-Encoding", contentEncoding)
      for (name, value) in metadata { request.add(header: "x-amz-meta-\(name)", value) }
      if let checksumAlgorithm, checksumAlgorithm != .md5 {
        request.add(header: "x-amz-checksum-algorithm", checksumAlgorithm.rawValue)
      }
      return request
    }

    /// The upload's id.
    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> String {
      var reader = XMLReader(Array(body.readableBytesView))
      try reader.answer()
      guard try reader.enter("UploadId") else { throw XMLError(.unexpectedContent, at: reader.position) }
      return try reader.text()
    }
  }
}
