package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Asks for where a bucket's events go.
  package struct GetBucketNotificationConfiguration: S3Operation {
    package static let name = "GetBucketNotificationConfiguration"
    package var bucket: String

    package init(bucket: String) { self.bucket = bucket }

    package func request() -> S3Request {
      var request = S3Request(.GET, bucket: bucket)
      request.query = [("notification", nil)]
      return request
    }

    package func output(
      status: Int, headers: HTTPHeaders, body: ByteBuffer
    ) throws(XMLError) -> S3NotificationConfiguration {
      var reader = XMLReader(Array(body.readableBytesView))
      try reader.answer()
      return try S3NotificationConfiguration(from: &reader)
    }
  }
}
