package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Copies an object of at most 5 GiB within S3, with its metadata.
  ///
  /// The answer can be 200 and hold an error: the client reports it as one.
  package struct CopyObject: S3Operation {
    package static let name = "CopyObject"
    package static let mayFailWithStatus200 = true
    package var sourceBucket: String
    package var sourceKey: String
    package var sourceVersionID: String?
    /// The source must have this ETag.
    package var sourceIfMatch: String?
    package var bucket: String
    package var key: String
    package var condition: S3WriteCondition

    package init(
      from sourceBucket: String, _ sourceKey: String, versionID: String? = nil, ifMatch: String? = nil,
      to bucket: String, _ key: String, condition: S3WriteCondition = .none
    ) {
      self.sourceBucket = sourceBucket
      self.sourceKey = sourceKey
      sourceVersionID = versionID
      sourceIfMatch = ifMatch
      self.bucket = bucket
      self.key = key
      self.condition = condition
    }

    package func request() -> S3Request {
      var request = S3Request(.PUT, bucket: bucket, key: key)
      let version = sourceVersionID.map { "?versionId=\(PercentEncoding.encode($0))" } ?? ""
      let source = "/\(sourceBucket)/\(PercentEncoding.encode(sourceKey, keepsSlashes: true))\(version)"
      request.add(header: "x-amz-copy-source", source)
      request.add(header: "x-amz-copy-source-if-match", sourceIfMatch)
      condition.add(to: &request)
      return request
    }

    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> S3StoredObject {
      var stored = S3StoredObject(headers: headers)
      var reader = XMLReader(Array(body.readableBytesView.drop(while: XMLReader.isSpace)))
      try reader.answer()
      try reader.children { name, reader throws(XMLError) in
        if name == "ETag" { stored.etag = try reader.text() }
      }
      return stored
    }
  }
}
