internal import Foundation
internal import MillraceJSON
internal import MillraceStorage

extension ReceivedMessage {
  /// Under this attribute our own senders give a message an id that stays the same when they send it twice.
  static let stableIDAttribute = "millrace-id"
  /// Longer ones, in bytes, are none of ours.
  private static let longestStableID = 1_024

  /// That id: an attribute of the message, or of the message of a topic that is in the body; nil where there is none.
  var stableID: String? {
    let id: String?
    if case .text(let text) = attributes[Self.stableIDAttribute]?.value { id = text } else { id = idInEnvelope }
    return id.flatMap { $0.isEmpty || $0.utf8.count > Self.longestStableID ? nil : $0 }
  }

  /// What the ledger knows the message by: the same also when its sender has sent it twice, if that gave it an id.
  var claimItem: String { Self.claimItem(ofID: stableID ?? id) }

  static func claimItem(ofID id: String) -> String { "message:\(id)" }

  /// Of the JSON that SNS puts messages into. Bodies in which the name does not occur are not parsed.
  private var idInEnvelope: String? {
    guard body.first == UInt8(ascii: "{"), isNamedInBody, let envelope = try? JSONValue(parsing: body),
      envelope["Type"]?.text == "Notification"
    else { return nil }
    return envelope["MessageAttributes"]?[Self.stableIDAttribute]?["Value"]?.text
  }

  private var isNamedInBody: Bool {
    let name = Array(Self.stableIDAttribute.utf8)
    return body.withUnsafeBytes { body in
      var rest = body[...]
      // The dash is the rarest of its characters.
      while let dash = rest.firstIndex(of: UInt8(ascii: "-")) {
        let start = dash - (name.count - 3)
        if start >= 0, body[start...].starts(with: name) { return true }
        rest = rest[(dash + 1)...]
      }
      return false
    }
  }
}
