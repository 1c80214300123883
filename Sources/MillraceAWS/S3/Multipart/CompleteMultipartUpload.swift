package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Makes an object of the parts. Readers see all of it or nothing.
  ///
  /// The answer can be 200 and hold an error: the client reports it as one. After `InternalError` the call may be repeated;
  /// after 409 on a condition the upload has to start again.
  package struct CompleteMultipartUpload: S3Operation {
    package static let name = "CompleteMultipartUpload"
    package static let mayFailWithStatus200 = true
    package var bucket: String
    package var key: String
    package var uploadID: String
    /// In the order of their numbers.
    package var parts: [S3UploadedPart]
    package var condition: S3WriteCondition

    package init(
      bucket: String, key: String, uploadID: String, parts: [S3UploadedPart], condition: S3WriteCondition = .none
    ) {
      self.bucket = bucket
      self.key = key
      self.uploadID = uploadID
      self.parts = parts
      self.condition = condition
    }

    package func request() -> S3Request {
      var xml = XMLWriter()
      xml.element("CompleteMultipartUpload", attributes: S3Request.namespace) { xml in
        for part in parts { xml.element("Part") { part.write(to: &$0) } }
      }
      var request = S3Request(.POST, bucket: bucket, key: key)
      request.query = [("uploadId", uploadID)]
      request.setBody(xml)
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

extension S3UploadedPart {
  fileprivate func write(to xml: inout XMLWriter) {
    if let checksum, checksum.algorithm != .md5 {
      xml.element("Checksum\(checksum.algorithm.rawValue)", text: checksum.value)
    }
    xml.element("ETag", text: etag)
    xml.element("PartNumber", text: String(number))
  }
}
