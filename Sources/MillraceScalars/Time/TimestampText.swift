/// Timestamps as RFC 3339 and ISO 8601 write them: `YYYY-MM-DDThh:mm:ss[.fraction][zone]`, years 0001 to 9999.
///
/// `T` may be a space; the fraction has 1 to 9 digits; the zone is `Z`, `±hh:mm` or `±hhmm`.
public enum TimestampText {
  /// The timestamp that the whole text spells, or nil when it is none, when microseconds would lose part of its fraction, when its
  /// second is a leap second (Unix time has none), or when its year in UTC has not four digits.
  @inlinable
  public static func parse(_ text: UnsafePointer<UInt8>, count: Int) -> Timestamp? {
    guard count >= 19, text[10] == UInt8(ascii: "T") || text[10] == UInt8(ascii: " ") else { return nil }
    guard text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":") else { return nil }
    guard let date = DateText.parseDate(text) else { return nil }
    let hour = FixedDigits.pair(text + 11)
    let minute = FixedDigits.pair(text + 14)
    let second = FixedDigits.pair(text + 17)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    var seconds = date.daysSinceEpoch &* 86_400 &+ hour &* 3_600 &+ minute &* 60 &+ second
    var at = 19
    var fraction = 0
    if at < count, text[at] == UInt8(ascii: ".") {
      at &+= 1
      guard let read = parseFraction(text, count, &at) else { return nil }
      fraction = read
    }
    let hasZone = at < count
    if hasZone {
      guard let offset = parseZone(text + at, count: count &- at) else { return nil }
      seconds &-= offset
      guard CalendarDate.supportedDays.contains(floorDays(seconds)) else { return nil }
    }
    return Timestamp(microseconds: Int64(seconds &* 1_000_000 &+ fraction), hasZone: hasZone)
  }

  /// Microseconds from the 1 to 9 digits at `at`, which moves past them; nil when there are none, more, or ones that would be lost.
  @inlinable
  public static func parseFraction(_ text: UnsafePointer<UInt8>, _ count: Int, _ at: inout Int) -> Int? {
    var microseconds = 0
    var digits = 0
    while at < count {
      let digit = text[at] &- UInt8(ascii: "0")
      guard digit <= 9 else { break }
      at &+= 1
      digits &+= 1
      if digits <= 6 {
        microseconds = microseconds &* 10 &+ Int(digit)
      } else if digit != 0 || digits > 9 {
        return nil
      }
    }
    guard digits > 0 else { return nil }
    for _ in min(digits, 6)..<6 { microseconds = microseconds &* 10 }
    return microseconds
  }

  /// Seconds east of UTC that the whole text spells: `Z`, `±hh:mm` or `±hhmm`.
  @inlinable
  public static func parseZone(_ text: UnsafePointer<UInt8>, count: Int) -> Int? {
    if count == 1 { return text[0] == UInt8(ascii: "Z") ? 0 : nil }
    guard count == 5 || count == 6 && text[3] == UInt8(ascii: ":") else { return nil }
    let isWest = text[0] == UInt8(ascii: "-")
    guard isWest || text[0] == UInt8(ascii: "+") else { return nil }
    let hours = FixedDigits.pair(text + 1)
    let minutes = FixedDigits.pair(text + (count &- 2))
    guard hours < 24, minutes < 60 else { return nil }
    let offset = hours &* 3_600 &+ minutes &* 60
    return isWest ? 0 &- offset : offset
  }

  /// The day, since 1970-01-01, that a second lies in.
  @inlinable
  public static func floorDays(_ seconds: Int) -> Int {
    seconds >= 0 ? seconds / 86_400 : (seconds &- 86_399) / 86_400
  }
}
