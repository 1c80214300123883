package import NIOCore
package import NIOHTTP1

extension S3Client {
  /// Deletes up to 1,000 objects. Keys with control characters cannot stand in the XML of this call: see ``DeleteObject``.
  package struct DeleteObjects: S3Operation {
    /// An object that was not deleted.
    package struct Failure: Sendable, Equatable {
      package var key = ""
      package var code = ""
      package var message: String?
    }

    /// The most keys of one call.
    package static let maximumCount = 1_000
    package static let name = "DeleteObjects"
    package static let checksum = RequestChecksum.required
    package static let mayFailWithStatus200 = true
    package var bucket: String
    package var keys: [String]

    package init(bucket: String, keys: [String]) {
      self.bucket = bucket
      self.keys = keys
    }

    package func request() -> S3Request {
      var xml = XMLWriter()
      xml.element("Delete", attributes: S3Request.namespace) { xml in
        xml.element("Quiet", text: "true")
        for key in keys { xml.element("Object") { $0.element("Key", text: key) } }
      }
      var request = S3Request(.POST, bucket: bucket)
      request.query = [("delete", nil)]
      request.setBody(xml)
      return request
    }

    /// What was not deleted; a key that does not exist counts as deleted.
    package func output(status: Int, headers: HTTPHeaders, body: ByteBuffer) throws(XMLError) -> [Failure] {
      var failures: [Failure] = []
      var reader = XMLReader(Array(body.readableBytesView.drop(while: XMLReader.isSpace)))
      try reader.answer()
      try reader.children { name, reader throws(XMLError) in
        if name == "Error" { failures.append(try Failure(from: &reader)) }
      }
      return failures
    }
  }
}

extension S3Client.DeleteObjects.Failure {
  fileprivate init(from reader: inout XMLReader) throws(XMLError) {
    var failure = S3Client.DeleteObjects.Failure()
    try reader.children { name, reader throws(XMLError) in
      switch name {
      case "Key": failure.key = try reader.text()
      case "Code": failure.code = try reader.text()
      case "Message": failure.message = try reader.text()
      default: break
      }
    }
    self = failure
  }
}
