import Foundation
import MillraceStorage

/// What a dead-letter queue holds: its count, and a page of messages.
struct DeadLetterView: Encodable {
  struct Message: Encodable {
    var id: String
    var sentAt: Date?
    /// Since it was first sent, in seconds.
    var age: Double?
    var receiveCount: Int
    var bytes: Int
    /// How the body begins, line ends as spaces.
    var beginning: String
  }

  var deadLetterQueue: String
  var source: String
  /// Messages that wait in it, roughly, as the service says.
  var waiting: Int
  /// Messages that someone has in hand, roughly.
  var inFlight: Int
  /// When the oldest of the page was first sent.
  var oldest: Date?
  var page: [Message]
}

extension DeadLetterView {
  /// Reads a page and gives its messages back at once.
  ///
  /// Looking at a message is receiving it, so its receive count goes up by one.
  static func read(_ route: DeadLetterRoute, choice: MessageChoice, page: Int, now: Date = Date()) async throws -> Self
  {
    let attributes = try await route.dead.attributes()
    let messages = try await DeadLetterReader(queue: route.dead).page(of: page, choice: choice)
    let shown = messages.map { Message($0, now: now) }
    return DeadLetterView(
      deadLetterQueue: route.deadAddress.description, source: route.sourceAddress.description,
      waiting: attributes.visible, inFlight: attributes.inFlight, oldest: shown.compactMap(\.sentAt).min(), page: shown)
  }

  /// For a person.
  var text: String {
    var lines = ["\(deadLetterQueue): \(Quantity.counted(waiting, "message")), to go back to \(source)"]
    if inFlight > 0 { lines[0] += " (\(Quantity.count(inFlight)) more in someone's hands)" }
    for message in page {
      let age = message.age.map { Quantity.duration(.seconds($0)) + " old" } ?? "of unknown age"
      lines.append(
        "  \(message.id)  \(age), received \(message.receiveCount) ×, \(Quantity.bytes(Int64(message.bytes)))\n"
          + "      \(message.beginning)")
    }
    if waiting > page.count, !page.isEmpty { lines.append("  … and others") }
    return lines.joined(separator: "\n")
  }
}

extension DeadLetterView.Message {
  private static let shownBytes = 120

  init(_ message: ReceivedMessage, now: Date) {
    let sent = message.systemAttributes["SentTimestamp"].flatMap { Double($0) }
    id = message.id
    sentAt = sent.map { Date(timeIntervalSince1970: $0 / 1000) }
    age = sentAt.map { max(0, now.timeIntervalSince($0)) }
    receiveCount = message.receiveCount
    bytes = message.body.count
    let start = String(decoding: message.body.prefix(Self.shownBytes), as: UTF8.self)
    let line = String(start.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    beginning = message.body.count > Self.shownBytes ? line + "…" : line
  }
}
