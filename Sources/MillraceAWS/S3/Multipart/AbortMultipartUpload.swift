internal import NIOHTTP1

extension S3Client {
  /// Gives an upload up and frees its parts. One that is gone is an error, `NoSuchUpload`.
  package struct AbortMultipartUpload: S3Operation {
    package static let name = "AbortMultipartUpload"
    package var bucket: String
    package var key: String
    package var uploadID: String

    package init(bucket: String, key: String, uploadID: String) {
      self.bucket = bucket
      self.key = key
      self.uploadID = uploadID
    }

    package func request() -> S3Request {
      var request = S3Request(.DELETE, bucket: bucket, key: key)
      request.query = [("uploadId", uploadID)]
      return request
    }

    package typealias Output = Void
  }
}
