package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Asks whether a bucket exists and may be used. 404: it does not exist; 403: not by these credentials.
  package struct HeadBucket: S3Operation {
    package static let name = "HeadBucket"
    package var bucket: String

    package init(bucket: String) { self.bucket = bucket }

    package func request() -> S3Request { S3Request(.HEAD, bucket: bucket) }

    /// The bucket's region, where the service names it.
    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> String? {
      headers.first(name: "x-amz-bucket-region")
    }
  }
}
