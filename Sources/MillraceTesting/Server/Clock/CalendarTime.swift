/// A moment in UTC taken apart, and the forms in which HTTP, signatures and S3 write it.
struct CalendarTime: Equatable {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int
  var millisecond: Int

  /// - Parameter milliseconds: since 1970.
  init(milliseconds: Int64) {
    let days = milliseconds.floorDivided(by: 86_400_000)
    let rest = Int(milliseconds - days * 86_400_000)
    (year, month, day) = Self.date(ofDay: Int(days))
    hour = rest / 3_600_000
    minute = rest / 60_000 % 60
    second = rest / 1000 % 60
    millisecond = rest % 1000
  }

  /// Reads `20261121T051907Z`; nil for anything else.
  init?(basic text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[4..<6]), let day = Self.number(bytes[6..<8]),
      let hour = Self.number(bytes[9..<11]), let minute = Self.number(bytes[11..<13]),
      let second = Self.number(bytes[13..<15]), 1...12 ~= month, 1...31 ~= day, hour < 24, minute < 60, second < 61
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
    (self.hour, self.minute, self.second, millisecond) = (hour, minute, second, 0)
  }

  /// Reads `Sat, 21 Nov 2026 05:19:07 GMT`, the form that HTTP prefers; nil for anything else.
  init?(http text: String) {
    let words = text.split(whereSeparator: { $0 == " " || $0 == ":" })
    guard words.count == 8, words[7] == "GMT", let day = Int(words[1]), let year = Int(words[3]),
      let month = Self.months.firstIndex(of: String(words[2])), let hour = Int(words[4]), let minute = Int(words[5]),
      let second = Int(words[6])
    else { return nil }
    (self.year, self.month, self.day) = (year, month + 1, day)
    (self.hour, self.minute, self.second, millisecond) = (hour, minute, second, 0)
  }

  /// Milliseconds since 1970.
  var milliseconds: Int64 {
    let seconds = Int64(Self.day(year, month, day)) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    return seconds * 1000 + Int64(millisecond)
  }

  /// `20261121T051907Z`
  var basic: String {
    "\(Self.pad(year, 4))\(Self.pad(month))\(Self.pad(day))T\(Self.pad(hour))\(Self.pad(minute))\(Self.pad(second))Z"
  }

  /// `2026-11-21T05:19:07.000Z`
  var extended: String {
    "\(Self.pad(year, 4))-\(Self.pad(month))-\(Self.pad(day))T\(Self.pad(hour)):\(Self.pad(minute)):\(Self.pad(second))"
      + ".\(Self.pad(millisecond, 3))Z"
  }

  /// `2026-11-21T05:19:07Z`
  var extendedSeconds: String {
    "\(Self.pad(year, 4))-\(Self.pad(month))-\(Self.pad(day))T\(Self.pad(hour)):\(Self.pad(minute)):\(Self.pad(second))Z"
  }

  /// `Sat, 21 Nov 2026 05:19:07 GMT`
  var http: String {
    let weekday = Self.weekdays[(Self.day(year, month, day) + 4).modulo(7)]
    return "\(weekday), \(Self.pad(day)) \(Self.months[month - 1]) \(Self.pad(year, 4)) "
      + "\(Self.pad(hour)):\(Self.pad(minute)):\(Self.pad(second)) GMT"
  }

  private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private static func pad(_ number: Int, _ width: Int = 2) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard 0x30...0x39 ~= digit else { return nil }
      value = value * 10 + Int(digit - 0x30)
    }
    return value
  }

  /// Days since 1970 in the proleptic Gregorian calendar, counted in years that begin in March.
  private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted.floorDivided(by: 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func date(ofDay day: Int) -> (Int, Int, Int) {
    let shifted = day + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

extension BinaryInteger {
  fileprivate func floorDivided(by divisor: Self) -> Self {
    let quotient = self / divisor
    return quotient * divisor > self ? quotient - 1 : quotient
  }

  fileprivate func modulo(_ divisor: Self) -> Self { self - floorDivided(by: divisor) * divisor }
}
