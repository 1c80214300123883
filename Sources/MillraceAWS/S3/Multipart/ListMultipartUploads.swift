package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Lists uploads that are neither completed nor aborted, at most 1,000 in one answer.
  package struct ListMultipartUploads: S3Operation {
    package static let name = "ListMultipartUploads"
    package var bucket: String
    package var prefix: String?
    /// ``S3UploadPage/next`` of the page before.
    package var start: S3UploadPage.Marker?
    /// 1 to 1,000.
    package var maximum: Int?

    package init(
      bucket: String, prefix: String? = nil, start: S3UploadPage.Marker? = nil, maximum: Int? = nil
    ) {
      self.bucket = bucket
      self.prefix = prefix
      self.start = start
      self.maximum = maximum
    }

    package func request() -> S3Request {
      var request = S3Request(.GET, bucket: bucket)
      request.query = [("uploads", nil), ("encoding-type", "url")]
      request.add(query: "prefix", prefix)
      request.add(query: "key-marker", start?.key)
      request.add(query: "upload-id-marker", start?.uploadID)
      request.add(query: "max-uploads", maximum.map(String.init))
      return request
    }

    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> S3UploadPage {
      var reader = XMLReader(Array(body.readableBytesView))
      try reader.answer()
      return try S3UploadPage(from: &reader)
    }
  }
}
