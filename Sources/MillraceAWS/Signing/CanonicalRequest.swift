package import NIOHTTP1

/// A request as it is hashed for its signature.
package struct CanonicalRequest: Sendable {
  package let bytes: [UInt8]
  /// `host;x-amz-date`
  package let signedHeaders: [UInt8]

  /// Whether a header is one that clients and proxies on the way may change.
  private static func isUnsigned(_ name: String) -> Bool {
    switch name {
    case "authorization", "connection", "expect", "transfer-encoding", "user-agent", "x-amzn-trace-id": true
    default: false
    }
  }

  package init(method: HTTPMethod, path: String, query: String, headers: HTTPHeaders, payloadHash: String) {
    let fields = CanonicalRequest.fields(headers)
    var names: [UInt8] = []
    names.reserveCapacity(128)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(512 + path.utf8.count + query.utf8.count)
    for part in [method.rawValue, path, query] {
      bytes += part.utf8
      bytes.append(UInt8(ascii: "\n"))
    }
    var previous: String?
    for (name, value) in fields {
      if name == previous {
        bytes[bytes.count - 1] = UInt8(ascii: ",")
      } else {
        if previous != nil { names.append(UInt8(ascii: ";")) }
        names += name.utf8
        bytes += name.utf8
        bytes.append(UInt8(ascii: ":"))
      }
      CanonicalRequest.append(value, to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
      previous = name
    }
    bytes.append(UInt8(ascii: "\n"))
    bytes += names
    bytes.append(UInt8(ascii: "\n"))
    bytes += payloadHash.utf8
    self.bytes = bytes
    signedHeaders = names
  }

  /// Names in lower case and in order; those of one name in the order in which they are sent.
  private static func fields(_ headers: HTTPHeaders) -> [(name: String, value: String)] {
    var fields: [(name: String, value: String)] = []
    fields.reserveCapacity(headers.count)
    for (name, value) in headers {
      let name = lowercased(name)
      if isUnsigned(name) { continue }
      var index = fields.count
      while index > 0, name < fields[index - 1].name { index -= 1 }
      fields.insert((name, value), at: index)
    }
    return fields
  }

  private static func lowercased(_ name: String) -> String {
    name.utf8.contains { (0x41...0x5A).contains($0) } ? name.lowercased() : name
  }

  /// Without spaces around it, and with one space for each run of them.
  private static func append(_ value: String, to bytes: inout [UInt8]) {
    let start = bytes.count
    var isSpace = false
    for byte in value.utf8 {
      if byte == 0x20 || (0x09...0x0D).contains(byte) {
        isSpace = bytes.count > start
      } else {
        if isSpace { bytes.append(0x20) }
        isSpace = false
        bytes.append(byte)
      }
    }
  }
}
