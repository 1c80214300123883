package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Asks for what an object is. Errors have a status (404, 403, 412) and no code, since answers to HEAD have no body.
  package struct HeadObject: S3Operation {
    package static let name = "HeadObject"
    package var bucket: String
    package var key: String
    package var ifMatch: String?
    package var versionID: String?

    package init(bucket: String, key: String, ifMatch: String? = nil, versionID: String? = nil) {
      self.bucket = bucket
      self.key = key
      self.ifMatch = ifMatch
      self.versionID = versionID
    }

    package func request() -> S3Request {
      var request = S3Request(.HEAD, bucket: bucket, key: key)
      request.add(query: "versionId", versionID)
      request.add(header: "If-Match", ifMatch)
      return request
    }

    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> S3ObjectHead {
      S3ObjectHead(headers: headers)
    }
  }
}
