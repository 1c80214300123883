internal import NIOHTTP1

extension S3Client {
  /// Creates a bucket in the client's region. `BucketAlreadyOwnedByYou` is an error everywhere but in `us-east-1`.
  package struct CreateBucket: S3Operation {
    package static let name = "CreateBucket"
    package var bucket: String
    package var region: String

    package init(bucket: String, region: String) {
      self.bucket = bucket
      self.region = region
    }

    package func request() -> S3Request {
      var request = S3Request(.PUT, bucket: bucket)
      // This region must not be named.
      if region == "us-east-1" { return request }
      var xml = XMLWriter()
      xml.element("CreateBucketConfiguration", attributes: S3Request.namespace) { xml in
        xml.element("LocationConstraint", text: region)
      }
      request.setBody(xml)
      return request
    }

    package typealias Output = Void
  }
}
