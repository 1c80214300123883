import Foundation
import MillraceConversion

/// What scalars must become; nil where they do not fit.
enum ReferenceScalar {
  static func value(_ value: JSONValue, _ type: ColumnType) -> ReferenceRow.Value? {
    switch (type, value.kind) {
    case (.boolean, .boolean(let yes)): .boolean(yes)
    case (.int32, .number): integer(value, Int32.self)
    case (.int64, .number): integer(value, Int64.self)
    case (.double, .number): double(value).map { .double($0) }
    case (.date, .string): value.string.flatMap(date).map { .text(Array($0.utf8)) }
    case (.uuid, .string): value.string.flatMap(uuid).map { .text(Array($0.utf8)) }
    case (.timestamp(let utc), .string):
      value.string.flatMap { timestamp($0, utc: utc) }.map { .text(Array($0.utf8)) }
    case (.decimal(let precision, let scale), .number):
      decimal(value.text, precision: precision, scale: scale).map { .number($0) }
    case (.decimal(let precision, let scale), .string):
      value.string.flatMap { decimal($0, precision: precision, scale: scale) }.map { .number($0) }
    default: nil
    }
  }

  /// A zero with a sign would lose it.
  private static func integer<Integer: FixedWidthInteger>(_ value: JSONValue, _: Integer.Type) -> ReferenceRow.Value? {
    isInteger(value) && value.text != "-0" ? Integer(value.text).map { .number(String($0)) } : nil
  }

  private static func isInteger(_ value: JSONValue) -> Bool { !value.text.contains { ".eE".contains($0) } }

  private static func double(_ value: JSONValue) -> Double? {
    if isInteger(value), value.text.count > 15 {
      guard let integer = Int64(value.text), Double(exactly: integer) != nil else { return nil }
    }
    return Double(value.text).flatMap { $0.isFinite ? $0 : nil }
  }

  /// `YYYY-MM-DD` of the years that a calendar has.
  static func date(_ text: String) -> String? {
    guard text.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil else { return nil }
    let parts = text.split(separator: "-").compactMap { Int($0) }
    let (year, month, day) = (parts[0], parts[1], parts[2])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1, (1...12).contains(month), day >= 1, day <= lengths[month - 1] else { return nil }
    return text
  }

  /// In lower case only: that of other letters would be lost.
  private static func uuid(_ text: String) -> String? {
    text.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/).map { _ in text }
  }

  /// Only `Z` and no zone at all are known here; the random records have no other zones.
  private static func timestamp(_ text: String, utc: Bool) -> String? {
    guard let match = text.wholeMatch(of: /(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(Z?)/), (match.5 == "Z") == utc,
      let day = date(String(match.1)), match.2 < "24", match.3 < "60", match.4 < "60"
    else { return nil }
    return "\(day)T\(match.2):\(match.3):\(match.4)\(match.5)"
  }

  /// What is lost or does not fit is no value.
  static func decimal(_ text: String, precision: Int, scale: Int) -> String? {
    guard let match = text.wholeMatch(of: /(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?/) else { return nil }
    let exponent = match.4.flatMap { Int($0) } ?? 0
    guard abs(exponent) <= 100 else { return nil }
    // With zeros enough on both sides, the point can be moved.
    let zeros = String(repeating: "0", count: 100)
    let digits = Array(zeros + match.2 + (match.3 ?? "") + zeros)
    let point = zeros.count + match.2.count + exponent
    let whole = digits[..<point].drop { $0 == "0" }
    guard digits[(point + scale)...].allSatisfy({ $0 == "0" }) else { return nil }
    let fraction = digits[point..<point + scale]
    let significant = (whole + fraction).drop { $0 == "0" }
    if significant.count > precision || (significant.isEmpty && match.1 == "-") { return nil }
    return match.1 + (whole.isEmpty ? "0" : String(whole)) + (scale == 0 ? "" : "." + fraction)
  }
}
