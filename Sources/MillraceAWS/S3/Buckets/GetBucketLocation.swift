package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Asks for a bucket's region.
  package struct GetBucketLocation: S3Operation {
    package static let name = "GetBucketLocation"
    package var bucket: String

    package init(bucket: String) { self.bucket = bucket }

    package func request() -> S3Request {
      var request = S3Request(.GET, bucket: bucket)
      request.query = [("location", nil)]
      return request
    }

    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> String {
      var reader = XMLReader(Array(body.readableBytesView))
      try reader.answer()
      // Two regions have names here that are older than the others.
      switch try reader.text() {
      case "", "None": return "us-east-1"
      case "EU": return "eu-west-1"
      case let region: return region
      }
    }
  }
}
