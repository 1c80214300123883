internal import MillraceJSON

/// What a receive asks for, checked.
struct SQSReceiveRequest: Sendable {
  var limit = 1
  /// Milliseconds; nil: the queue's own.
  var wait: Int64?
  /// Milliseconds; nil: the queue's own.
  var visibility: Int64?
  private var systemAttributes: Set<String> = []
  private var attributes: [String] = []

  init(_ input: JSONValue) throws(ServiceError) {
    if let limit = input["MaxNumberOfMessages"]?.integer {
      guard 1...10 ~= limit else {
        throw SQSError.outOfRange(Int(limit), "MaxNumberOfMessages", "Must be between 1 and 10, if provided.")
      }
      self.limit = Int(limit)
    }
    if let wait = input["WaitTimeSeconds"]?.integer {
      guard 0...20 ~= wait else {
        throw SQSError.outOfRange(Int(wait), "WaitTimeSeconds", "Must be >= 0 and <= 20, if provided.")
      }
      self.wait = wait * 1000
    }
    if let visibility = input["VisibilityTimeout"]?.integer {
      guard 0...43_200 ~= visibility else {
        throw SQSError.outOfRange(Int(visibility), "VisibilityTimeout", "Must be between 0 and 43200, if provided.")
      }
      self.visibility = visibility * 1000
    }
    for key in ["AttributeNames", "MessageSystemAttributeNames"] {
      for name in input[key]?.elements ?? [] { name.text.map { _ = systemAttributes.insert($0) } }
    }
    attributes = (input["MessageAttributeNames"]?.elements ?? []).compactMap(\.text)
  }

  func response(_ deliveries: [SQSDelivery]) -> ServerResponse {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(deliveries.reduce(64) { $0 + $1.message.body.count + 600 })
    bytes.append(UInt8(ascii: "{"))
    if !deliveries.isEmpty {
      bytes += #""Messages":["#.utf8
      for (index, delivery) in deliveries.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        write(delivery, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    }
    bytes.append(UInt8(ascii: "}"))
    return ServerResponse(contentType: "application/x-amz-json-1.0", bytes: bytes)
  }

  private func write(_ delivery: SQSDelivery, to bytes: inout [UInt8]) {
    let message = delivery.message
    bytes += #"{"MessageId":""#.utf8
    bytes += message.id.utf8
    bytes += #"","ReceiptHandle":""#.utf8
    bytes += delivery.receiptHandle.utf8
    bytes += #"","MD5OfBody":""#.utf8
    bytes += message.bodyMD5.utf8
    bytes += #"","Body":"#.utf8
    Self.appendQuoted(message.body, to: &bytes)
    writeSystemAttributes(message, to: &bytes)
    writeAttributes(message, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  /// Bodies are the most of an answer, and most need no escape: those are copied as a whole.
  private static func appendQuoted(_ body: [UInt8], to bytes: inout [UInt8]) {
    let isPlain = body.withUnsafeBufferPointer { body in
      body.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
    }
    if !isPlain { return appendEscaped(body, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
    bytes += body
    bytes.append(UInt8(ascii: "\""))
  }

  private static func appendEscaped(_ body: [UInt8], to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in body {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0..<0x20:
        bytes += #"\u00"#.utf8
        Hex.append(CollectionOfOne(byte), to: &bytes)
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private func writeSystemAttributes(_ message: SQSMessage, to bytes: inout [UInt8]) {
    if systemAttributes.isEmpty { return }
    var first = true
    func write(_ name: String, _ value: String?) {
      guard let value, systemAttributes.contains(name) || systemAttributes.contains("All") else { return }
      bytes += (first ? #","Attributes":{""# : #",""#).utf8
      first = false
      bytes += name.utf8
      bytes += #"":"#.utf8
      JSONString.appendQuoted(value.utf8, to: &bytes)
    }
    write("SenderId", "AIDAMILLRACETESTSERVER")
    write("SentTimestamp", String(message.sent))
    write("ApproximateReceiveCount", String(message.receiveCount))
    write("ApproximateFirstReceiveTimestamp", String(message.firstReceived))
    write("MessageGroupId", message.groupID)
    write("MessageDeduplicationId", message.deduplicationID)
    write("SequenceNumber", message.sequenceNumber)
    write("AWSTraceHeader", message.traceHeader)
    write("DeadLetterQueueSourceArn", message.source)
    if !first { bytes.append(UInt8(ascii: "}")) }
  }

  private func writeAttributes(_ message: SQSMessage, to bytes: inout [UInt8]) {
    let wanted = message.attributes.filter { isWanted($0.name) }
    guard !wanted.isEmpty, let md5 = SQSMessageAttribute.md5(of: wanted) else { return }
    bytes += #","MD5OfMessageAttributes":""#.utf8
    bytes += md5.utf8
    bytes += #"","MessageAttributes":"#.utf8
    JSONValue.object(JSONObject(wanted.map { ($0.name, $0.json) })).write(to: &bytes)
  }

  private func isWanted(_ name: String) -> Bool {
    attributes.contains { $0 == "All" || $0 == name || ($0.hasSuffix(".*") && name.hasPrefix($0.dropLast(2))) }
  }
}
