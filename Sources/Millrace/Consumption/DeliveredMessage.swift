internal import Foundation
internal import MillraceJSON
internal import MillraceStorage

/// A message as those who process it see it: without what SNS has put around it.
struct DeliveredMessage: Sendable {
  /// The stable identity that the sender gave it, under which it may come again as another message; nil where there is none.
  var identity: String?
  /// The queue's own name for it.
  var id: String
  var body: [UInt8]

  /// By what results are named: the same for every repeat.
  var name: String { identity ?? id }

  init(_ message: ReceivedMessage) {
    id = message.id
    body = message.body
    identity = message.stableID
    if let text = Self.envelope(message.body)?["Message"]?.text { body = Array(text.utf8) }
  }

  /// What SNS makes of a message unless raw delivery is on.
  private static func envelope(_ body: [UInt8]) -> JSONValue? {
    let name = Array(#""TopicArn""#.utf8)
    guard body.first(where: { $0 > 0x20 }) == UInt8(ascii: "{"), body.firstRange(of: name) != nil,
      let value = try? JSONValue(parsing: body, maximumDepth: 64), value["Type"]?.text == "Notification",
      value["TopicArn"]?.text != nil
    else { return nil }
    return value
  }
}
