internal import NIOHTTP1

/// The headers of an object: which of a request's are kept, and what an answer says.
enum S3ObjectHeaders {
  private static let kept: Set<String> = [
    "content-type", "cache-control", "content-disposition", "content-encoding", "content-language", "expires",
    "x-amz-storage-class", "x-amz-website-redirect-location",
  ]

  /// Bytes that names and values of `x-amz-meta-…` may have together.
  private static let longestMetadata = 2048

  /// What is kept of a request's headers.
  static func kept(from headers: HTTPHeaders) throws(ServiceError) -> [(String, String)] {
    var result: [(String, String)] = []
    var metadataSize = 0
    for (name, value) in headers {
      let name = name.lowercased()
      if name.hasPrefix("x-amz-meta-") {
        metadataSize += name.utf8.count - 11 + value.utf8.count
        result.append((name, value))
      } else if name == "content-encoding" {
        let encodings = value.split(separator: ",").map { $0.filter { $0 != " " } }.filter { $0 != "aws-chunked" }
        if !encodings.isEmpty { result.append((name, encodings.joined(separator: ","))) }
      } else if kept.contains(name), value != "STANDARD" {
        result.append((name, value))
      }
    }
    if metadataSize > longestMetadata {
      throw ServiceError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size.")
    }
    return result
  }

  /// The headers of an answer to GET and HEAD.
  static func answer(_ object: S3Object, _ request: ServerRequest) -> [(String, String)] {
    var headers: [(String, String)] = [
      ("ETag", "\"\(object.etag)\""), ("Accept-Ranges", "bytes"),
      ("Last-Modified", CalendarTime(milliseconds: object.modified).http),
    ]
    for (name, value) in object.headers where request.query["response-" + name] == nil { headers.append((name, value)) }
    if !object.headers.contains(where: { $0.0 == "content-type" }), request.query["response-content-type"] == nil {
      headers.append(("Content-Type", "binary/octet-stream"))
    }
    for item in request.query.items where item.name.hasPrefix("response-") {
      headers.append((String(item.name.dropFirst("response-".utf8.count)), item.value))
    }
    return headers
  }

  static func checksum(_ checksum: S3Checksum?) -> [(String, String)] {
    guard let checksum else { return [] }
    return [(checksum.algorithm.headerName, checksum.value), ("x-amz-checksum-type", checksum.kind.rawValue)]
  }
}
