package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Lists keys in the order of their UTF-8 bytes, at most 1,000 in one answer.
  package struct ListObjectsV2: S3Operation {
    package static let name = "ListObjectsV2"
    package var bucket: String
    package var prefix: String?
    /// Keys that go on behind this, after the prefix, are folded into ``S3ObjectPage/prefixes``.
    package var delimiter: String?
    /// Lists only keys behind this one.
    package var startAfter: String?
    /// ``S3ObjectPage/next`` of the page before.
    package var token: String?
    /// 1 to 1,000.
    package var maximum: Int?

    package init(
      bucket: String, prefix: String? = nil, delimiter: String? = nil, startAfter: String? = nil,
      token: String? = nil, maximum: Int? = nil
    ) {
      self.bucket = bucket
      self.prefix = prefix
      self.delimiter = delimiter
      self.startAfter = startAfter
      self.token = token
      self.maximum = maximum
    }

    package func request() -> S3Request {
      var request = S3Request(.GET, bucket: bucket)
      request.query = [("list-type", "2"), ("encoding-type", "url")]
      request.add(query: "prefix", prefix)
      request.add(query: "delimiter", delimiter)
      request.add(query: "start-after", startAfter)
      request.add(query: "continuation-token", token)
      request.add(query: "max-keys", maximum.map(String.init))
      return request
    }

    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> S3ObjectPage {
      var reader = XMLReader(Array(body.readableBytesView))
      try reader.answer()
      return try S3ObjectPage(from: &reader)
    }
  }
}
