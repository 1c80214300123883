import MillraceScalars
import Testing

@Suite struct DateTextTests {
  private func parse(_ text: String) -> Int32? {
    withExactBytes(text) { DateText.parse($0, count: $1) }
  }

  /// Walks the calendar by its plain rules, day by day, and compares each with what is read.
  @Test func numbersEveryDayOfEveryYear() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var expected: Int32 = -719_162
    var text = Array("0000-00-00".utf8)
    for year in 1...9999 {
      let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
      write(year, in: &text, at: 0, width: 4)
      for month in 1...12 {
        write(month, in: &text, at: 5, width: 2)
        let last = lengths[month - 1] + (month == 2 && isLeap ? 1 : 0)
        for day in 1...(last + 1) {
          write(day, in: &text, at: 8, width: 2)
          let parsed = text.withUnsafeBufferPointer { buffer in
            buffer.baseAddress.flatMap { DateText.parse($0, count: 10) }
          }
          if parsed != (day <= last ? expected : nil) { Issue.record("\(year)-\(month)-\(day): \(parsed ?? 0)") }
          if day <= last { expected += 1 }
        }
      }
    }
    #expect(expected == 2_932_897)
  }

  private func write(_ value: Int, in text: inout [UInt8], at start: Int, width: Int) {
    var rest = value
    for place in (start..<(start + width)).reversed() {
      text[place] = UInt8(ascii: "0") + UInt8(rest % 10)
      rest /= 10
    }
  }

  @Test func formatsWhatItReads() {
    for days in stride(from: Int32(-719_162), through: 2_932_896, by: 37) {
      if parse(DateText.format(days)) != days { Issue.record("\(days)") }
    }
    #expect(DateText.format(0) == "1970-01-01")
    #expect(DateText.format(-1) == "1969-12-31")
    #expect(DateText.format(-719_162) == "0001-01-01")
    #expect(DateText.format(2_932_896) == "9999-12-31")
    #expect(DateText.format(2_932_897).contains("days since"))
  }

  @Test(arguments: [
    "", "2026", "2026-1-01", "2026-01-1", "2026-01-001", "2026/01/01", "2026-00-10", "2026-13-01", "2026-01-00",
    "2026-01-32",
    "2026-02-29", "1900-02-29", "2026-04-31", "0000-01-01", "2026-01-0x", "x026-01-01", "2026-01-01 ", "-026-01-01",
    "20260101--",
  ])
  func refuses(text: String) {
    #expect(parse(text) == nil)
  }

  @Test func knowsLeapYears() {
    #expect(parse("2000-02-29") == 11_016)
    #expect(parse("2024-02-29") == 19_782)
  }
}
