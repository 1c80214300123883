extension TimestampText {
  /// `YYYY-MM-DDThh:mm:ss[.fraction]` and `Z` if it has a zone, without zeros at the end of the fraction; the number itself, marked,
  /// when its year has not four digits.
  package static func format(_ timestamp: Timestamp) -> String {
    let (seconds, fraction) = floorDivided(Int(timestamp.microseconds), by: 1_000_000)
    let (days, secondOfDay) = floorDivided(seconds, by: 86_400)
    guard let date = CalendarDate(daysSinceEpoch: days) else {
      return "\(timestamp.microseconds) µs since 1970-01-01"
    }
    var text = DateText.format(date)
    for (separator, value) in [("T", secondOfDay / 3_600), (":", secondOfDay / 60 % 60), (":", secondOfDay % 60)] {
      text.append(separator)
      FixedDigits.append(value, width: 2, to: &text)
    }
    if fraction > 0 {
      text.append(".")
      var digits = ""
      FixedDigits.append(fraction, width: 6, to: &digits)
      while digits.last == "0" { digits.removeLast() }
      text.append(digits)
    }
    if timestamp.hasZone { text.append("Z") }
    return text
  }

  private static func floorDivided(_ value: Int, by divisor: Int) -> (quotient: Int, remainder: Int) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
