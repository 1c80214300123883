internal import Foundation
internal import MillraceJSON
internal import MillraceStorage

/// What a topic is told.
protocol Notice: Sendable {
  /// What it is about, for a person.
  var subject: String { get }

  /// The message, within the limits of SNS.
  ///
  /// - Parameter isFIFO: whether the topic keeps an order.
  func message(isFIFO: Bool) -> OutgoingMessage
}

extension MessageAttribute {
  static func number(_ value: Int64) -> MessageAttribute {
    MessageAttribute(type: "Number", value: .text("\(value)"))
  }
}

extension JSONObject {
  /// When the work began, and how long it took.
  mutating func append(startedAt: Date, duration: Duration) {
    append("started_at", .string(startedAt.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))))
    append("duration_ms", .number(Int64(duration / .milliseconds(1))))
  }
}
