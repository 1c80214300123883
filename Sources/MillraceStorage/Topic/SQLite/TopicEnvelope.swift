import Foundation

/// The JSON that SNS puts a message into, with the fields in its spelling. Nobody signs it, so those fields are empty.
///
/// Source: “Parsing message formats in Amazon SNS”, developer guide.
struct TopicEnvelope: Encodable {
  private struct Attribute: Encodable {
    var type: String
    var value: String

    enum CodingKeys: String, CodingKey {
      case type = "Type"
      case value = "Value"
    }
  }

  private let type = "Notification"
  private let messageID: String
  private let topic: String
  private let subject: String?
  private let message: String
  private let timestamp: String
  private let attributes: [String: Attribute]?

  private enum CodingKeys: String, CodingKey {
    case type = "Type"
    case messageID = "MessageId"
    case topic = "TopicArn"
    case subject = "Subject"
    case message = "Message"
    case timestamp = "Timestamp"
    case signatureVersion = "SignatureVersion"
    case signature = "Signature"
    case certificate = "SigningCertURL"
    case unsubscribe = "UnsubscribeURL"
    case attributes = "MessageAttributes"
  }

  init(_ message: OutgoingMessage, id: String, topic: String, at time: Date) {
    messageID = id
    self.topic = topic
    subject = message.subject
    self.message = String(decoding: message.body, as: UTF8.self)
    timestamp = time.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    let attributes = message.attributes.mapValues { attribute in
      switch attribute.value {
      case .text(let text): Attribute(type: attribute.type, value: text)
      case .binary(let bytes): Attribute(type: attribute.type, value: Data(bytes).base64EncodedString())
      }
    }
    self.attributes = attributes.isEmpty ? nil : attributes
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(type, forKey: .type)
    try container.encode(messageID, forKey: .messageID)
    try container.encode(topic, forKey: .topic)
    try container.encodeIfPresent(subject, forKey: .subject)
    try container.encode(message, forKey: .message)
    try container.encode(timestamp, forKey: .timestamp)
    try container.encode("1", forKey: .signatureVersion)
    for key in [CodingKeys.signature, .certificate, .unsubscribe] { try container.encode("", forKey: key) }
    try container.encodeIfPresent(attributes, forKey: .attributes)
  }

  func encoded() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return Array(try encoder.encode(self))
  }
}
