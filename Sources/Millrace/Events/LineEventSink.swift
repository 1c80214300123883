internal import Foundation

/// Writes each event as one line: for a person, or as a JSON object.
public struct LineEventSink: EventSink {
  /// What a line looks like.
  public enum Form: Sendable {
    /// `12:00:01Z warning: message`.
    case text
    /// `{"time":…,"level":…,"event":…,"message":…,…}`.
    case json
  }

  private let form: Form
  private let write: @Sendable (String) -> Void

  /// A sink.
  ///
  /// - Parameters:
  ///   - form: what a line looks like.
  ///   - write: takes a line with its line feed.
  public init(_ form: Form, write: @escaping @Sendable (String) -> Void) {
    self.form = form
    self.write = write
  }

  /// Writes one line.
  public func record(_ event: PipelineEvent) {
    let time = Date().formatted(.iso8601)
    switch form {
    case .text:
      let level = event.level == .info ? "" : "\(event.level.rawValue): "
      write("\(time) \(level)\(event.message)\n")
    case .json:
      var pairs: [(String, PipelineEvent.Value)] = [
        ("time", .text(time)), ("level", .text(event.level.rawValue)), ("event", .text(event.name)),
        ("message", .text(event.message)),
      ]
      pairs += event.fields.map { ($0.name, $0.value) }
      let body = pairs.map { "\(Self.quoted($0.0)):\(Self.rendered($0.1))" }.joined(separator: ",")
      write("{\(body)}\n")
    }
  }

  private static func rendered(_ value: PipelineEvent.Value) -> String {
    switch value {
    case .text(let text): quoted(text)
    case .number(let number): String(number)
    }
  }

  /// A JSON string (RFC 8259, section 7).
  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": result += "\\\(scalar)"
      case "\u{0}"..<" ":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
