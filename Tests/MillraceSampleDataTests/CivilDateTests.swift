import MillraceSampleData
import Testing

@Suite struct CivilDateTests {
  @Test(arguments: [
    (0, "1970-01-01"), (59, "1970-03-01"), (11_016, "2000-02-29"), (11_017, "2000-03-01"), (20_454, "2026-01-01"),
    (47_540, "2100-02-28"), (47_541, "2100-03-01"),
  ])
  func daysAreDates(days: Int, text: String) throws {
    #expect(CivilDate(daysSince1970: days).description == text)
    #expect(try #require(CivilDate(text)).daysSince1970 == days)
  }

  @Test func everyDayComesBack() {
    for day in stride(from: 0, to: 200_000, by: 7) {
      #expect(CivilDate(daysSince1970: day).daysSince1970 == day)
    }
  }

  @Test(arguments: ["", "2026", "2026-1-1", "2026-02-29", "2026-13-01", "1969-12-31", "2026-00-10", "2026-01-01x"])
  func whatIsNoDateIsRefused(text: String) {
    #expect(CivilDate(text) == nil)
  }
}
