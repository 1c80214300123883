/// A day that exists in the proleptic Gregorian calendar.
struct CalendarDate: Hashable, Sendable, CustomStringConvertible {
  let year: Int
  let month: Int
  let day: Int

  /// `nil` where there is no such day, as for 30 February.
  init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// A date written `2026-11-21`, `2026_11_21`, `2026/11/21` or `20261121`.
  init?(_ text: String) {
    let bytes = Array(text.utf8)
    let digits = bytes.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    guard digits.count == 8, bytes.count == 8 || (bytes.count == 10 && Self.isSeparated(bytes)) else { return nil }
    let numbers = digits.map { Int($0 - UInt8(ascii: "0")) }
    self.init(
      year: numbers[0...3].reduce(0) { $0 * 10 + $1 }, month: numbers[4] * 10 + numbers[5],
      day: numbers[6] * 10 + numbers[7])
  }

  /// ISO 8601: `2026-11-21`.
  var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, width - text.count)) + text
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  private static func isSeparated(_ bytes: [UInt8]) -> Bool {
    bytes[4] == bytes[7] && [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/")].contains(bytes[4])
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
