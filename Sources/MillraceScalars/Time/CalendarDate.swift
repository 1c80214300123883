/// A day of the proleptic Gregorian calendar, in the years 1 to 9999, which ISO 8601 writes with four digits.
public struct CalendarDate: Equatable {
  /// 1 to 9999.
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// Days since 1970-01-01 of 0001-01-01 and 9999-12-31.
  @inlinable
  public static var supportedDays: ClosedRange<Int> { -719_162...2_932_896 }

  /// Nil when there is no such day.
  @inlinable @inline(__always)
  public init?(year: Int, month: Int, day: Int) {
    guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1 else { return nil }
    guard day <= 28 || day <= Self.daysInMonth(month, year: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// 28 to 31.
  @inlinable
  public static func daysInMonth(_ month: Int, year: Int) -> Int {
    if month == 2 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      return isLeap ? 29 : 28
    }
    // 30 days for April, June, September, November.
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31
  }

  /// Days since 1970-01-01.
  @inlinable @inline(__always)
  public var daysSinceEpoch: Int {
    // Counting years from March puts the leap day last, so that the days before a month do not depend on it:
    // (153 × month + 2) / 5 is 0, 31, 61, 92, … from March on.
    let marchYear = month > 2 ? year : year &- 1
    let marchMonth = month > 2 ? month &- 3 : month &+ 9
    let leapDays = marchYear / 4 &- marchYear / 100 &+ marchYear / 400
    return marchYear &* 365 &+ leapDays &+ (153 &* marchMonth &+ 2) / 5 &+ day &- 1 &- 719_468
  }

  /// Nil when the day lies outside the years 1 to 9999.
  init?(daysSinceEpoch: Int) {
    guard Self.supportedDays.contains(daysSinceEpoch) else { return nil }
    // The inverse of the above, by cycles of 400 years (146,097 days) that begin on 0000-03-01.
    let sinceMarch0 = daysSinceEpoch + 719_468
    let cycle = sinceMarch0 / 146_097
    let dayOfCycle = sinceMarch0 % 146_097
    let yearOfCycle = (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
  }
}
