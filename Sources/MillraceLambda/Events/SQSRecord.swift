internal import Foundation
internal import MillraceJSON
internal import MillraceStorage

/// A message of SQS as an event source mapping hands it over (AWS Lambda Developer Guide, “Using Lambda with Amazon SQS”).
struct SQSRecord {
  private let id: String
  private let handle: String
  private let body: String
  private let record: JSONValue

  /// - Parameter index: where it stands in the event, from 0.
  /// - Throws: ``LambdaFailure`` where it is none: it could not be named in the answer.
  init(_ record: JSONValue, index: Int) throws(LambdaFailure) {
    guard let id = record["messageId"]?.text, let body = record["body"]?.text else {
      throw LambdaFailure(.event, "Record \(index + 1) of the event has no “messageId” and “body” as SQS writes them.")
    }
    self.id = id
    self.body = body
    handle = record["receiptHandle"]?.text ?? id
    self.record = record
  }

  func message(receivedAt now: Date) -> ReceivedMessage {
    var system: [String: String] = [:]
    for member in record["attributes"]?.members?.members ?? [] { system[member.key] = member.value.text }
    var attributes: [String: MessageAttribute] = [:]
    for member in record["messageAttributes"]?.members?.members ?? [] {
      attributes[member.key] = Self.attribute(member.value)
    }
    return ReceivedMessage(
      id: id, receiptHandle: handle, body: Array(body.utf8), systemAttributes: system, attributes: attributes,
      receivedAt: now)
  }

  private static func attribute(_ value: JSONValue) -> MessageAttribute? {
    guard let type = value["dataType"]?.text else { return nil }
    if let text = value["stringValue"]?.text { return MessageAttribute(type: type, value: .text(text)) }
    guard let base64 = value["binaryValue"]?.text, let binary = Data(base64Encoded: base64) else { return nil }
    return MessageAttribute(type: type, value: .binary(Array(binary)))
  }
}
