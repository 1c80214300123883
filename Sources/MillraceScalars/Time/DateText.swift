/// Dates as ISO 8601 and RFC 3339 write them: `YYYY-MM-DD`, years 0001 to 9999.
public enum DateText {
  /// Days since 1970-01-01 of the date that the whole text spells, or nil when it is none.
  @inlinable
  public static func parse(_ text: UnsafePointer<UInt8>, count: Int) -> Int32? {
    guard count == 10, let date = parseDate(text) else { return nil }
    return Int32(truncatingIfNeeded: date.daysSinceEpoch)
  }

  /// `YYYY-MM-DD` for a number of days since 1970-01-01; the number itself, marked, when its year has not four digits.
  package static func format(_ days: Int32) -> String {
    guard let date = CalendarDate(daysSinceEpoch: Int(days)) else { return "\(days) days since 1970-01-01" }
    return format(date)
  }

  /// The date in the first ten bytes.
  @inlinable @inline(__always)
  public static func parseDate(_ text: UnsafePointer<UInt8>) -> CalendarDate? {
    guard text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-") else { return nil }
    let century = FixedDigits.pair(text)
    let yearOfCentury = FixedDigits.pair(text + 2)
    let month = FixedDigits.pair(text + 5)
    let day = FixedDigits.pair(text + 8)
    guard century < 100, yearOfCentury < 100 else { return nil }
    return CalendarDate(year: century &* 100 &+ yearOfCentury, month: month, day: day)
  }

  static func format(_ date: CalendarDate) -> String {
    var text = ""
    FixedDigits.append(date.year, width: 4, to: &text)
    text.append("-")
    FixedDigits.append(date.month, width: 2, to: &text)
    text.append("-")
    FixedDigits.append(date.day, width: 2, to: &text)
    return text
  }
}
