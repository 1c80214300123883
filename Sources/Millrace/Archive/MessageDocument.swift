internal import Foundation
internal import MillraceJSON
internal import MillraceStorage

/// Writes a message as one JSON object: `message_id`, `body`, `parsed_body`, `attributes`, `message_attributes`,
/// `received_at` and `receipt_handle`, in this order.
///
/// `parsed_body` is the body's own bytes where they are a JSON text, else null. The same message gives the same bytes but for
/// what a receipt changes.
enum MessageDocument {
  /// Appends the object.
  ///
  /// - Parameters:
  ///   - isOneLine: whether line feeds in `parsed_body` become spaces, which means the same in JSON.
  ///   - transform: what becomes of `parsed_body`.
  static func append(
    _ message: ReceivedMessage, to bytes: inout [UInt8], isOneLine: Bool = false, transform: BodyTransform? = nil
  ) {
    bytes.reserveCapacity(bytes.count + message.body.count * 2 + message.body.count / 2 + 1024)
    bytes += #"{"message_id":"#.utf8
    JSONString.appendQuoted(message.id.utf8, to: &bytes)
    PaddedBytes.with(message.body) { body in
      bytes += #","body":"#.utf8
      body.appendQuoted(to: &bytes)
      bytes += #","parsed_body":"#.utf8
      if let transform {
        transform.append(body, to: &bytes)
      } else if body.isJSON {
        body.append(to: &bytes, isOneLine: isOneLine)
      } else {
        bytes += "null".utf8
      }
    }
    bytes += #","attributes":"#.utf8
    append(message.systemAttributes, to: &bytes) { JSONString.appendQuoted($0.utf8, to: &$1) }
    bytes += #","message_attributes":"#.utf8
    append(message.attributes, to: &bytes, value: append)
    bytes += #","received_at":""#.utf8
    UTCTime(message.receivedAt).append(to: &bytes)
    bytes += #"","receipt_handle":"#.utf8
    JSONString.appendQuoted(message.receiptHandle.utf8, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  /// An object with its keys in order.
  private static func append<Value>(
    _ members: [String: Value], to bytes: inout [UInt8], value: (Value, inout [UInt8]) -> Void
  ) {
    bytes.append(UInt8(ascii: "{"))
    var isFirst = true
    for (key, member) in members.sorted(by: { $0.key < $1.key }) {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      JSONString.appendQuoted(key.utf8, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      value(member, &bytes)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// As SQS's own JSON has it: `{"DataType":"String","StringValue":"…"}`, binary values in Base64.
  private static func append(_ attribute: MessageAttribute, to bytes: inout [UInt8]) {
    bytes += #"{"DataType":"#.utf8
    JSONString.appendQuoted(attribute.type.utf8, to: &bytes)
    switch attribute.value {
    case .text(let text):
      bytes += #","StringValue":"#.utf8
      JSONString.appendQuoted(text.utf8, to: &bytes)
    case .binary(let binary):
      bytes += #","BinaryValue":""#.utf8
      bytes += Data(binary).base64EncodedData()
      bytes.append(UInt8(ascii: "\""))
    }
    bytes.append(UInt8(ascii: "}"))
  }
}
