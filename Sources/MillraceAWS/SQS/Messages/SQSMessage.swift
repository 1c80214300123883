internal import MillraceJSON

/// A message as it was received.
package struct SQSMessage: Sendable, Equatable {
  package var id = ""
  package var receiptHandle = ""
  /// UTF-8 text.
  package var body: [UInt8] = []
  /// Hexadecimal; empty where the service sent none.
  package var bodyMD5 = ""
  /// `ApproximateReceiveCount`, `SentTimestamp`, `MessageGroupId`, …
  package var systemAttributes: [String: String] = [:]
  package var attributes: [String: SQSMessageAttribute] = [:]

  init(from reader: inout JSONReader) throws(JSONError) {
    var message = SQSMessage()
    try reader.object { key, reader throws(JSONError) in
      switch key {
      case "MessageId": message.id = try reader.string()
      case "ReceiptHandle": message.receiptHandle = try reader.string()
      case "Body": message.body = try reader.bytes()
      case "MD5OfBody": message.bodyMD5 = try reader.string()
      case "Attributes": message.systemAttributes = try reader.stringMap()
      case "MessageAttributes":
        try reader.object { name, reader throws(JSONError) in
          let name = name.text
          message.attributes[name] = try SQSMessageAttribute(from: &reader)
        }
      default: try reader.skip()
      }
    }
    self = message
  }

  private init() {}
}
