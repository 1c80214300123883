internal import MillraceJSON

/// The answer to a batch, which may fail in part. Written as JSON while the entries are gone through.
struct BatchAnswer: Sendable {
  private var successful: [UInt8] = []
  private var failed: [JSONValue] = []

  /// - Parameter members: what the answer says of the entry beside its id, in characters that need no escapes.
  mutating func succeed(_ id: String, _ members: [(name: String, text: String)] = []) {
    successful += successful.isEmpty ? "{\"Id\":\"".utf8 : ",{\"Id\":\"".utf8
    successful += id.utf8
    for (name, text) in members {
      successful += "\",\"".utf8
      successful += name.utf8
      successful += "\":\"".utf8
      successful += text.utf8
    }
    successful += "\"}".utf8
  }

  mutating func fail(_ id: String, _ error: ServiceError) {
    failed.append([
      "Id": .string(id), "Code": .string(SQSError.queryCode(of: error.code)), "Message": .string(error.message),
      "SenderFault": .boolean(error.status < 500),
    ])
  }

  /// As JSON.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(successful.count + 32)
    bytes.append(UInt8(ascii: "{"))
    if !successful.isEmpty {
      bytes += "\"Successful\":[".utf8
      bytes += successful
      bytes.append(UInt8(ascii: "]"))
    }
    if !failed.isEmpty {
      bytes += (successful.isEmpty ? "\"Failed\":" : ",\"Failed\":").utf8
      JSONValue.array(failed).write(to: &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}
