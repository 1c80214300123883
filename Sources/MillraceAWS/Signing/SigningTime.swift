/// A second, as signatures have it. Made without Foundation, since every request needs one.
package struct SigningTime: Sendable, Equatable {
  /// Since 1970.
  package let second: Int64
  /// `20150830`
  package let day: String
  /// `20150830T123600Z`
  package let dateTime: String

  package init(second: Int64) {
    self.second = second
    let (days, ofDay) = SigningTime.split(second)
    let (year, month, dayOfMonth) = SigningTime.date(days)
    var text: [UInt8] = []
    text.reserveCapacity(16)
    SigningTime.append(year, digits: 4, to: &text)
    SigningTime.append(month, digits: 2, to: &text)
    SigningTime.append(dayOfMonth, digits: 2, to: &text)
    day = String(decoding: text, as: UTF8.self)
    text.append(UInt8(ascii: "T"))
    SigningTime.append(ofDay / 3_600, digits: 2, to: &text)
    SigningTime.append(ofDay / 60 % 60, digits: 2, to: &text)
    SigningTime.append(ofDay % 60, digits: 2, to: &text)
    text.append(UInt8(ascii: "Z"))
    dateTime = String(decoding: text, as: UTF8.self)
  }

  private static func split(_ second: Int64) -> (days: Int, ofDay: Int) {
    let days = (second >= 0 ? second : second - 86_399) / 86_400
    return (Int(days), Int(second - days * 86_400))
  }

  /// Years are counted from March on, so that the leap day is the last one of a year.
  private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let fromMarch = (5 * dayOfYear + 2) / 153
    let month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * fromMarch + 2) / 5 + 1)
  }

  private static func append(_ value: Int, digits: Int, to text: inout [UInt8]) {
    var divisor = 1
    for _ in 1..<digits { divisor *= 10 }
    while divisor > 0 {
      text.append(UInt8(48 + value / divisor % 10))
      divisor /= 10
    }
  }
}
