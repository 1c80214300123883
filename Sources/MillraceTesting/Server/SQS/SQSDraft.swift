internal import Crypto
internal import MillraceJSON

/// A message as a sender gives it, checked as far as it can be without its queue.
struct SQSDraft: Sendable {
  /// Attributes that a message may have.
  static let mostAttributes = 10

  var body: [UInt8]
  var bodyMD5: String
  var attributes: [SQSMessageAttribute] = []
  var attributesMD5: String?
  var traceHeader: String?
  /// Seconds; nil: the queue's own.
  var delay: Int?
  var groupID: String?
  var deduplicationID: String?

  /// Bytes, attributes included.
  var size: Int { attributes.reduce(body.count) { $0 + $1.size } }

  init(body: [UInt8]) {
    self.body = body
    bodyMD5 = Hex.encode(Insecure.MD5.hash(data: body))
  }

  /// - Throws: `MissingParameter`, `InvalidParameterValue`, `InvalidMessageContents`.
  init(_ input: JSONValue) throws(ServiceError) {
    guard let text = input["MessageBody"]?.text, !text.isEmpty else { throw SQSError.missing("MessageBody") }
    self.init(body: Array(text.utf8))
    try Self.checkCharacters(body)
    if let delay = input["DelaySeconds"]?.integer {
      guard 0...900 ~= delay else {
        throw SQSError.outOfRange(Int(delay), "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.")
      }
      self.delay = Int(delay)
    }
    for member in input["MessageAttributes"]?.members?.members ?? [] {
      attributes.append(try SQSMessageAttribute(name: member.key, json: member.value))
    }
    if attributes.count > Self.mostAttributes {
      throw SQSError.invalidParameter(
        "Number of message attributes [\(attributes.count)] exceeds the allowed maximum [10].")
    }
    attributesMD5 = SQSMessageAttribute.md5(of: attributes)
    traceHeader = input["MessageSystemAttributes"]?["AWSTraceHeader"]?["StringValue"]?.text
    groupID = try Self.identifier(input, "MessageGroupId")
    deduplicationID = try Self.identifier(input, "MessageDeduplicationId")
  }

  private static func identifier(_ input: JSONValue, _ name: String) throws(ServiceError) -> String? {
    guard let text = input[name]?.text else { return nil }
    guard 1...128 ~= text.utf8.count, text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else {
      throw SQSError.invalidParameter(
        "Value \(text) for parameter \(name) is invalid. Reason: \(name) can only include alphanumeric and punctuation "
          + "characters. 1 to 128 in length.")
    }
    return text
  }

  /// The message for a queue.
  func message(for queue: SQSQueue.Traits, id: String, now: Int64) throws(ServiceError) -> SQSMessage {
    if size > queue.settings.maximumMessageSize {
      throw SQSError.invalidParameter(
        "One or more parameters are invalid. Reason: Message must be shorter than \(queue.settings.maximumMessageSize) "
          + "bytes.")
    }
    var message = SQSMessage(id: id, body: body, bodyMD5: bodyMD5, sent: now)
    (message.attributes, message.attributesMD5, message.traceHeader) = (attributes, attributesMD5, traceHeader)
    message.groupID = groupID
    if queue.isFIFO {
      message.deduplicationID = try fifoDeduplication(queue)
    } else if deduplicationID != nil {
      throw SQSError.invalidParameter(
        "The request include parameter that is not valid for this queue type: MessageDeduplicationId")
    }
    return message
  }

  private func fifoDeduplication(_ queue: SQSQueue.Traits) throws(ServiceError) -> String {
    if groupID == nil { throw SQSError.missing("MessageGroupId") }
    if delay != nil {
      throw SQSError.outOfRange(
        delay ?? 0, "DelaySeconds", "The request include parameter that is not valid for this queue type.")
    }
    if let deduplicationID { return deduplicationID }
    guard queue.settings.isContentDeduplicated else {
      throw SQSError.invalidParameter(
        "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly")
    }
    return Hex.encode(SHA256.hash(data: body))
  }

  func milliseconds(_ queue: SQSQueue.Traits) -> Int64 { Int64(delay ?? queue.settings.delay) * 1000 }

  /// #x9, #xA, #xD, #x20–#xD7FF, #xE000–#xFFFD and #x10000–#x10FFFF, and nothing else.
  static func checkCharacters(_ body: [UInt8]) throws(ServiceError) {
    guard holdsRefusedCharacters(body) else { return }
    throw ServiceError(
      "InvalidMessageContents",
      "The message contains characters outside the allowed set: #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | "
        + "#x10000 to #x10FFFF.")
  }

  /// A plain loop: bodies can be a mebibyte, and iterating over them with their indices cost nine tenths of the server's time.
  private static func holdsRefusedCharacters(_ body: [UInt8]) -> Bool {
    body.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        if byte < 0x20 && byte != 0x9 && byte != 0xA && byte != 0xD { return true }
        let isWhole = index + 2 < bytes.count
        if byte == 0xEF && isWhole && bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE { return true }
        index += 1
      }
      return false
    }
  }
}
