internal import NIOHTTP1

extension S3Client {
  /// Deletes an object. That there is none is no error.
  package struct DeleteObject: S3Operation {
    package static let name = "DeleteObject"
    package var bucket: String
    package var key: String
    package var versionID: String?

    package init(bucket: String, key: String, versionID: String? = nil) {
      self.bucket = bucket
      self.key = key
      self.versionID = versionID
    }

    package func request() -> S3Request {
      var request = S3Request(.DELETE, bucket: bucket, key: key)
      request.add(query: "versionId", versionID)
      return request
    }

    package typealias Output = Void
  }
}
