import Testing

@testable import MillraceTestServer

@Suite struct CalendarTimeTests {
  @Test(arguments: [
    (0, "Thu, 01 Jan 1970 00:00:00 GMT", "19700101T000000Z"),
    (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 GMT", "20000229T000000Z"),
    (1_795_238_347_000, "Sat, 21 Nov 2026 05:19:07 GMT", "20261121T051907Z"),
    (4_107_542_399_000, "Sun, 28 Feb 2100 23:59:59 GMT", "21000228T235959Z"),
  ])
  func writesAndReads(milliseconds: Int64, http: String, basic: String) {
    let time = CalendarTime(milliseconds: milliseconds)
    #expect(time.http == http)
    #expect(time.basic == basic)
    #expect(CalendarTime(http: http)?.milliseconds == milliseconds)
    #expect(CalendarTime(basic: basic)?.milliseconds == milliseconds)
  }

  @Test(arguments: ["", "2026", "20261321T051907Z", "20261121T251907Z", "20261121 051907Z", "20261121T0519O7Z"])
  func refusesOtherText(text: String) {
    #expect(CalendarTime(basic: text) == nil)
  }
}
