internal import NIOHTTP1

extension S3Client {
  /// Says where a bucket's events go from now on, instead of what was said before. S3 sends each new target a test event.
  package struct PutBucketNotificationConfiguration: S3Operation {
    package static let name = "PutBucketNotificationConfiguration"
    package var bucket: String
    package var configuration: S3NotificationConfiguration

    package init(bucket: String, configuration: S3NotificationConfiguration) {
      self.bucket = bucket
      self.configuration = configuration
    }

    package func request() -> S3Request {
      var request = S3Request(.PUT, bucket: bucket)
      request.query = [("notification", nil)]
      request.setBody(configuration.document())
      return request
    }

    package typealias Output = Void
  }
}
