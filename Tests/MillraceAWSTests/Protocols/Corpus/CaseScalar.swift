import Foundation
import MillraceAWS
import MillraceJSON

/// Scalars of protocol cases: as they are sent, and as cases write them.
enum CaseScalar {
  /// The text for a value.
  ///
  /// - Parameter timestamps: the format where the shape names none.
  static func text(_ value: JSONValue, _ shape: CaseShape, timestamps: String) -> String {
    switch (shape.type, value) {
    case ("timestamp", .number(let seconds)):
      timestamp(seconds, format: shape.timestampFormat ?? timestamps)
    case ("blob", .string(let text)): Base64.encode(Array(text.utf8))
    case (_, .string(let text)): text
    case (_, .number(let text)): text
    case (_, .boolean(let value)): value ? "true" : "false"
    default: ""
    }
  }

  private static func timestamp(_ seconds: String, format: String) -> String {
    let date = Date(timeIntervalSince1970: Double(seconds) ?? 0)
    return switch format {
    case "unixTimestamp": seconds
    case "rfc822": AWSTimestamp.httpDate(date)
    default: AWSTimestamp.dateTime(date)
    }
  }

  /// What a text means.
  static func value(_ text: String, _ shape: CaseShape, timestamps: String) -> JSONValue? {
    switch shape.type {
    case "boolean": text == "true" ? true : text == "false" ? false : nil
    case "integer", "long": Int64(text).map { .number($0) }
    case "float", "double": Double(text).map { $0.isFinite ? .number("\($0)") : .string(text) }
    case "timestamp": seconds(text, format: shape.timestampFormat ?? timestamps)
    case "blob": Base64.decode(Array(text.utf8)).map { .string(String(decoding: $0, as: UTF8.self)) }
    default: .string(text)
    }
  }

  private static func seconds(_ text: String, format: String) -> JSONValue? {
    let date =
      switch format {
      case "unixTimestamp": Double(text).map(Date.init(timeIntervalSince1970:))
      case "rfc822": AWSTimestamp.parse(httpDate: text)
      default: AWSTimestamp.parse(dateTime: text)
      }
    return date.map { .number("\($0.timeIntervalSince1970)") }
  }

  /// The value with its numbers written in one way, so that 1 and 1.0 are the same.
  static func normalized(_ value: JSONValue) -> JSONValue {
    switch value {
    case .number(let text): .number("\(Double(text) ?? .nan)")
    case .array(let elements): .array(elements.map(normalized))
    case .object(let object):
      .object(
        JSONObject(
          object.members.filter { $0.value != .null }.sorted { $0.key < $1.key }.map {
            ($0.key, normalized($0.value))
          }))
    default: value
    }
  }
}
