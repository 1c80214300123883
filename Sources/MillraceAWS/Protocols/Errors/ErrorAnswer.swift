internal import MillraceJSON
package import NIOCore
package import NIOHTTP1

/// What the answer to a failed request says, in any of the protocols.
package struct ErrorAnswer: Sendable, Equatable {
  /// As the service's documentation has it: `NoSuchKey`, `ConditionalCheckFailedException`; without namespace. nil where
  /// the answer names none, as that to a HEAD request.
  package var code: String?
  package var message: String?
  /// From the body or a header.
  package var requestID: String?
  /// Further texts in an XML error, by their names: S3's `Region`, `Endpoint`, `BucketName`, `Key`, `HostId`.
  package var fields: [String: String] = [:]

  package init(code: String? = nil, message: String? = nil, requestID: String? = nil) {
    self.code = code
    self.message = message
    self.requestID = requestID
  }

  /// Reads an answer. What cannot be read is left nil: half an error is better than none.
  ///
  /// The protocol is told from the body's first byte, since proxies before a service answer as they like.
  package init(headers: HTTPHeaders, body: ByteBuffer) {
    self.init()
    let first = body.readableBytesView.first { !XMLReader.isSpace($0) }
    switch first {
    case UInt8(ascii: "{"): readJSON(body)
    case UInt8(ascii: "<"): try? readXML(Array(body.readableBytesView))
    default: break
    }
    readHeaders(headers)
  }

  private mutating func readHeaders(_ headers: HTTPHeaders) {
    if let type = headers.first(name: "x-amzn-ErrorType") { code = ErrorAnswer.shapeName(type) }
    // Services that once spoke the query protocol name the codes of that time, which users know from documentation.
    if let query = headers.first(name: "x-amzn-query-error")?.split(separator: ";").first, code == nil {
      code = String(query)
    }
    requestID =
      requestID ?? headers.first(name: "x-amzn-RequestId") ?? headers.first(name: "x-amz-request-id")
  }

  private mutating func readJSON(_ body: ByteBuffer) {
    var answer = self
    try? JSONReader.read(body) { reader throws(JSONError) in
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "__type", "code": answer.code = try reader.optionalString().map(ErrorAnswer.shapeName) ?? answer.code
        case "message", "Message": answer.message = try reader.optionalString() ?? answer.message
        default: try reader.skip()
        }
      }
    }
    self = answer
  }

  /// `com.amazonaws.sqs#QueueDoesNotExist` and `QueueDoesNotExist:http://…` are both `QueueDoesNotExist`.
  private static func shapeName(_ type: String) -> String {
    let name = type.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    return String(name.split(separator: "#").last ?? name)
  }
}
