package import Foundation

/// The ways in which services write points in time.
package enum AWSTimestamp {
  /// ISO 8601 with optional fraction and offset, `2014-04-29T18:30:38Z`; as XML answers have it.
  package static func parse(dateTime text: String) -> Date? {
    var rest = Substring(text).utf8
    guard let year = number(&rest, 4), skip(&rest, "-"), let month = number(&rest, 2), skip(&rest, "-"),
      let day = number(&rest, 2), skip(&rest, "T") || skip(&rest, "t") || skip(&rest, " "),
      let hour = number(&rest, 2), skip(&rest, ":"), let minute = number(&rest, 2), skip(&rest, ":"),
      let second = number(&rest, 2), let fraction = fraction(&rest), let offset = offset(&rest), rest.isEmpty
    else { return nil }
    return date(year, month, day, hour, minute, second).map { $0 + fraction - Double(offset) }
  }

  /// As HTTP headers have it (RFC 9110, IMF-fixdate), with an optional fraction: `Tue, 29 Apr 2014 18:30:38 GMT`.
  package static func parse(httpDate text: String) -> Date? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT" || parts[5] == "UTC",
      let day = Int(parts[1]), let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3])
    else { return nil }
    var rest = parts[4].utf8
    guard let hour = number(&rest, 2), skip(&rest, ":"), let minute = number(&rest, 2), skip(&rest, ":"),
      let second = number(&rest, 2), let fraction = fraction(&rest), rest.isEmpty
    else { return nil }
    return date(year, month + 1, day, hour, minute, second).map { $0 + fraction }
  }

  /// `2014-04-29T18:30:38Z`; without a fraction.
  package static func dateTime(_ date: Date) -> String {
    let (year, month, day, hour, minute, second) = fields(of: date)
    return "\(digits(year, 4))-\(digits(month, 2))-\(digits(day, 2))"
      + "T\(digits(hour, 2)):\(digits(minute, 2)):\(digits(second, 2))Z"
  }

  /// `Tue, 29 Apr 2014 18:30:38 GMT`.
  package static func httpDate(_ date: Date) -> String {
    let (year, month, day, hour, minute, second) = fields(of: date)
    let elapsed = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
    let weekday = weekdays[(elapsed % 7 + 11) % 7]
    return "\(weekday), \(digits(day, 2)) \(months[month - 1]) \(digits(year, 4)) "
      + "\(digits(hour, 2)):\(digits(minute, 2)):\(digits(second, 2)) GMT"
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]

  private static func number(_ text: inout Substring.UTF8View, _ count: Int) -> Int? {
    let digits = text.prefix(count)
    guard digits.count == count, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
    text = text.dropFirst(count)
    return digits.reduce(0) { $0 * 10 + Int($1) - 48 }
  }

  private static func skip(_ text: inout Substring.UTF8View, _ character: Character) -> Bool {
    guard text.first == character.asciiValue else { return false }
    text = text.dropFirst()
    return true
  }

  private static func fraction(_ text: inout Substring.UTF8View) -> Double? {
    guard skip(&text, ".") else { return 0 }
    let digits = text.prefix { (48...57).contains($0) }
    text = text.dropFirst(digits.count)
    return Double("0." + String(decoding: digits, as: UTF8.self))
  }

  /// Seconds east of Greenwich.
  private static func offset(_ text: inout Substring.UTF8View) -> Int? {
    if skip(&text, "Z") || skip(&text, "z") { return 0 }
    let sign = text.first == UInt8(ascii: "-") ? -1 : 1
    guard skip(&text, "+") || skip(&text, "-"), let hours = number(&text, 2), skip(&text, ":"),
      let minutes = number(&text, 2)
    else { return nil }
    return sign * (hours * 3_600 + minutes * 60)
  }

  private static func date(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int
  ) -> Date? {
    guard (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61 else { return nil }
    let days = days(year, month, day)
    return Date(timeIntervalSince1970: Double(days * 86_400 + hour * 3_600 + minute * 60 + second))
  }

  /// Days since 1970-01-01. Years are counted from March on, so that the leap day is the last one of a year.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month > 2 ? year : year - 1
    let era = shifted.quotientFlooring(400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  private static func fields(of date: Date) -> (Int, Int, Int, Int, Int, Int) {
    let seconds = Int(date.timeIntervalSince1970.rounded(.down))
    let day = seconds.quotientFlooring(86_400)
    let ofDay = seconds - day * 86_400
    let shifted = day + 719_468
    let era = shifted.quotientFlooring(146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (
      year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, ofDay / 3_600, ofDay / 60 % 60, ofDay % 60
    )
  }

  private static func digits(_ value: Int, _ count: Int) -> String {
    let text = String(value)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }
}

extension Int {
  /// The quotient, rounded towards minus infinity.
  fileprivate func quotientFlooring(_ divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
