package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Uploads one part of 5 MiB to 5 GiB; only the last may be smaller. A second one of the same number replaces it.
  package struct UploadPart: S3Operation {
    package static let name = "UploadPart"
    package static let checksum = RequestChecksum.supported
    package var bucket: String
    package var key: String
    package var uploadID: String
    /// 1 to 10,000.
    package var number: Int
    package var body: ByteBuffer
    /// nil: as the client is set.
    package var checksum: S3Checksum?

    package init(
      bucket: String, key: String, uploadID: String, number: Int, body: ByteBuffer, checksum: S3Checksum? = nil
    ) {
      self.bucket = bucket
      self.key = key
      self.uploadID = uploadID
      self.number = number
      self.body = body
      self.checksum = checksum
    }

    package func request() -> S3Request {
      var request = S3Request(.PUT, bucket: bucket, key: key)
      request.query = [("partNumber", String(number)), ("uploadId", uploadID)]
      request.body = body
      request.add(checksum)
      return request
    }

    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> S3UploadedPart {
      guard let etag = headers.first(name: "ETag") else { throw XMLError(.unexpectedContent, at: 0) }
      // The transport may have added one, and what S3 has stored is what completing the upload must name.
      let stored = S3Checksum.all(in: headers).first { $0.algorithm != .md5 }
      return S3UploadedPart(number: number, etag: etag, checksum: stored ?? checksum)
    }
  }
}
