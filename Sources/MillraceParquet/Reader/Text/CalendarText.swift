/// Writes dates and times as ISO 8601 has them, in the proleptic Gregorian calendar.
enum CalendarText {
  private static let daysIn400Years: Int64 = 146_097

  /// Appends `2026-11-21` for the days since 1970-01-01.
  static func appendDate(_ days: Int64, to text: inout [UInt8]) {
    // Count from 0000-03-01, so that the leap day is the last of its year.
    let shifted = days + 719_468
    let era = floorDivide(shifted, daysIn400Years)
    let dayOfEra = era.remainder
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    let year = era.quotient * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    if year < 0 { text.append(UInt8(ascii: "-")) }
    appendPadded(abs(year), width: 4, to: &text)
    text.append(UInt8(ascii: "-"))
    appendPadded(month, width: 2, to: &text)
    text.append(UInt8(ascii: "-"))
    appendPadded(day, width: 2, to: &text)
  }

  /// Appends `12:34:56.789` for the time since midnight. The fraction is left out when it is 0, and has three, six
  /// or nine digits otherwise.
  static func appendTime(_ time: Int64, perSecond: Int64, to text: inout [UInt8]) {
    let (seconds, fraction) = floorDivide(time, perSecond)
    appendPadded(seconds / 3600, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendPadded(seconds / 60 % 60, width: 2, to: &text)
    text.append(UInt8(ascii: ":"))
    appendPadded(seconds % 60, width: 2, to: &text)
    guard fraction > 0 else { return }
    var digits = fraction * (1_000_000_000 / perSecond)
    var width = 9
    while digits % 1_000 == 0 {
      digits /= 1_000
      width -= 3
    }
    text.append(UInt8(ascii: "."))
    appendPadded(digits, width: width, to: &text)
  }

  /// Appends `2026-11-21T12:34:56.789` for the time since 1970-01-01T00:00:00.
  static func appendTimestamp(_ timestamp: Int64, perSecond: Int64, to text: inout [UInt8]) {
    let (days, time) = floorDivide(timestamp, 86_400 * perSecond)
    appendDate(days, to: &text)
    text.append(UInt8(ascii: "T"))
    appendTime(time, perSecond: perSecond, to: &text)
  }

  private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }

  private static func appendPadded(_ value: Int64, width: Int, to text: inout [UInt8]) {
    let digits = String(value).utf8
    text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, width - digits.count)))
    text.append(contentsOf: digits)
  }
}
