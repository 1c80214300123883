import Foundation

/// Times for people and other programs: RFC 3339 in UTC, to the millisecond.
enum Timestamp {
  private static let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

  static func text(_ date: Date) -> String {
    // Half a millisecond more, since the format cuts off.
    date.addingTimeInterval(0.0005).formatted(format)
  }

  static func date(_ text: String?) -> Date? {
    guard let text, let date = try? Date(text, strategy: format) else { return nil }
    return Date(milliseconds: date.milliseconds)
  }

  /// `2026-11-21`
  static func day(_ date: Date) -> String { String(text(date).prefix(10)) }
}
