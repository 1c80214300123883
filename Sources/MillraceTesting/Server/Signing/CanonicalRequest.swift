internal import NIOHTTP1

/// The form of a request over which signature version 4 is computed.
/// Source: AWS, "Create a signed AWS API request".
struct CanonicalRequest {
  /// Builds it from the request as it came.
  ///
  /// - Parameter doublyEncoded: for every service but S3: the path is normalised, and encoded once more.
  static func bytes(
    of request: ServerRequest, signedHeaders: [String], payloadHash: String, doublyEncoded: Bool
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1024)
    bytes += request.method.rawValue.utf8
    bytes.append(newline)
    appendPath(request.path, doublyEncoded: doublyEncoded, to: &bytes)
    bytes.append(newline)
    appendQuery(request.query, to: &bytes)
    bytes.append(newline)
    for name in signedHeaders { append(header: name, of: request.headers, to: &bytes) }
    bytes.append(newline)
    for (index, name) in signedHeaders.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ";")) }
      bytes += name.utf8
    }
    bytes.append(newline)
    bytes += payloadHash.utf8
    return bytes
  }

  private static let newline = UInt8(ascii: "\n")

  private static func appendPath(_ path: String, doublyEncoded: Bool, to bytes: inout [UInt8]) {
    if path.utf8.allSatisfy({ PercentCoding.isUnreserved($0) || $0 == UInt8(ascii: "/") }),
      !doublyEncoded || path == "/"
    {
      bytes += path.utf8
    } else if doublyEncoded {
      PercentCoding.encode(normalised(path).utf8, keepsSlash: true, to: &bytes)
    } else {
      PercentCoding.encode(PercentCoding.decode(path.utf8), keepsSlash: true, to: &bytes)
    }
  }

  /// Without empty, `.` and `..` segments.
  private static func normalised(_ path: String) -> String {
    var segments: [Substring] = []
    for segment in path.split(separator: "/") where segment != "." {
      if segment == ".." { _ = segments.popLast() } else { segments.append(segment) }
    }
    let joined = "/" + segments.joined(separator: "/")
    return path.hasSuffix("/") && joined != "/" ? joined + "/" : joined
  }

  private static func appendQuery(_ query: QueryParameters, to bytes: inout [UInt8]) {
    if query.items.isEmpty { return }
    var pairs: [(name: [UInt8], value: [UInt8])] = []
    for item in query.items where item.name != "X-Amz-Signature" {
      var pair: (name: [UInt8], value: [UInt8]) = ([], [])
      PercentCoding.encode(item.name.utf8, keepsSlash: false, to: &pair.name)
      PercentCoding.encode(item.value.utf8, keepsSlash: false, to: &pair.value)
      pairs.append(pair)
    }
    pairs.sort {
      $0.name == $1.name ? $0.value.lexicographicallyPrecedes($1.value) : $0.name.lexicographicallyPrecedes($1.name)
    }
    for (index, pair) in pairs.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: "&")) }
      bytes += pair.name
      bytes.append(UInt8(ascii: "="))
      bytes += pair.value
    }
  }

  /// `name:value,value` with white space at the ends removed, and runs of it made one space.
  private static func append(header name: String, of headers: HTTPHeaders, to bytes: inout [UInt8]) {
    bytes += name.utf8
    bytes.append(UInt8(ascii: ":"))
    for (index, value) in headers[name].enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      var pendingSpace = false
      var isFirst = true
      for byte in value.utf8 {
        if byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") {
          pendingSpace = true
        } else {
          if pendingSpace, !isFirst { bytes.append(UInt8(ascii: " ")) }
          bytes.append(byte)
          (pendingSpace, isFirst) = (false, false)
        }
      }
    }
    bytes.append(newline)
  }
}
