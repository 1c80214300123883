internal import Foundation

/// A time of day in UTC, taken apart without the calendar machinery, which costs more than the rest of a message.
struct UTCTime {
  let year: Int
  let month: Int
  let day: Int
  let hour: Int
  let minute: Int
  let second: Int
  let millisecond: Int

  /// - Parameter milliseconds: since 1970-01-01T00:00:00Z, without leap seconds.
  init(milliseconds: Int64) {
    let (days, rest) = Self.floorDivide(Int(milliseconds), by: 86_400_000)
    hour = rest / 3_600_000
    minute = rest / 60_000 % 60
    second = rest / 1000 % 60
    millisecond = rest % 1000
    // Eras of 400 years begin on a 1 March, so that the leap day is the last of its year.
    let (era, dayOfEra) = Self.floorDivide(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shifted + 2) / 5 + 1
    month = shifted < 10 ? shifted + 3 : shifted - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  init(_ date: Date) {
    self.init(milliseconds: Int64((date.timeIntervalSince1970 * 1000).rounded(.down)))
  }

  /// `2026-11-21T05:06:07.089Z` (RFC 3339).
  func append(to bytes: inout [UInt8]) {
    Self.append(year, 4, to: &bytes)
    for (separator, number) in [("-", month), ("-", day), ("T", hour), (":", minute), (":", second)] {
      bytes += separator.utf8
      Self.append(number, 2, to: &bytes)
    }
    bytes.append(UInt8(ascii: "."))
    Self.append(millisecond, 3, to: &bytes)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// The same as text.
  var text: String {
    var bytes: [UInt8] = []
    append(to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// `2026/11/21/05/`: a folder for each hour.
  func appendHourFolder(to bytes: inout [UInt8]) {
    Self.append(year, 4, to: &bytes)
    for number in [month, day, hour] {
      bytes.append(UInt8(ascii: "/"))
      Self.append(number, 2, to: &bytes)
    }
    bytes.append(UInt8(ascii: "/"))
  }

  private static func append(_ number: Int, _ width: Int, to bytes: inout [UInt8]) {
    var scale = 1
    for _ in 1..<width { scale *= 10 }
    while scale > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(number / scale % 10))
      scale /= 10
    }
  }

  private static func floorDivide(_ number: Int, by divisor: Int) -> (Int, Int) {
    let remainder = number % divisor
    return remainder < 0 ? (number / divisor - 1, remainder + divisor) : (number / divisor, remainder)
  }
}
