/// A day of the proleptic Gregorian calendar, from 1970 on.
package struct CivilDate: Sendable, Hashable {
  package static let millisecondsPerDay: Int64 = 86_400_000

  package let year: Int
  package let month: Int
  package let day: Int

  /// Counts in years that begin in March, so that the leap day is a year's last.
  package init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  }

  /// A date written `yyyy-mm-dd`, from 1970 to 9999; nil for any other text and for days that do not exist.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      year >= 1970, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    self.init(daysSince1970: Self.days(year: year, month: month, day: day))
    guard self.year == year, self.month == month, self.day == day else { return nil }
  }

  /// Days since 1970-01-01.
  package var daysSince1970: Int { Self.days(year: year, month: month, day: day) }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let yearOfEra = marchYear % 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return marchYear / 400 * 146_097 + dayOfEra - 719_468
  }
}

extension CivilDate: CustomStringConvertible {
  package var description: String {
    var text = TextBuffer()
    text.append(date: self)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}
