import MillraceScalars
import Testing

@Suite struct TimestampTextTests {
  private func parse(_ text: String) -> Timestamp? {
    withExactBytes(text) { TimestampText.parse($0, count: $1) }
  }

  @Test(
    arguments: [
      ("1970-01-01T00:00:00Z", 0, true), ("1970-01-01 00:00:00", 0, false), ("1969-12-31T23:59:59.999999Z", -1, true),
      ("2026-11-21T01:42:23Z", 1_795_225_343_000_000, true), ("2026-11-21T01:42:23.5", 1_795_225_343_500_000, false),
      ("2026-11-21T01:42:23.123456000Z", 1_795_225_343_123_456, true), ("1970-01-01T01:30:00+01:30", 0, true),
      ("1970-01-01T01:30:00+0130", 0, true), ("1969-12-31T16:00:00-08:00", 0, true),
      ("1970-01-01T00:00:00-00:00", 0, true),
      ("1970-01-01T00:00:00.000001", 1, false), ("0001-01-01T00:00:00Z", -62_135_596_800_000_000, true),
      ("9999-12-31T23:59:59.999999", 253_402_300_799_999_999, false),
    ] as [(String, Int64, Bool)])
  func reads(text: String, microseconds: Int64, hasZone: Bool) {
    #expect(parse(text) == Timestamp(microseconds: microseconds, hasZone: hasZone))
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T01:42", "2026-11-21T01:42Z", "2026-11-21T24:00:00Z", "2026-11-21T01:60:00Z",
    "2026-11-21T01:42:60Z", "2026-11-21T01:42:61Z", "2026-11-21t01:42:23Z", "2026-11-21T01:42:23z",
    "2026-11-21T01:42:23.",
    "2026-11-21T01:42:23.Z", "2026-11-21T01:42:23.1234567Z", "2026-11-21T01:42:23.0000000001Z",
    "2026-11-21T01:42:23.1234560000Z", "2026-11-21T01:42:23+1:00", "2026-11-21T01:42:23+01",
    "2026-11-21T01:42:23+24:00",
    "2026-11-21T01:42:23+01:60", "2026-11-21T01:42:23+01-00", "2026-11-21T01:42:23ZZ", "2026-11-21T01:42:23 Z",
    "2026-02-30T01:42:23Z", "2026-11-21T01-42-23Z", "2026-11-21  01:42:23", "0001-01-01T00:00:00+00:01",
    "9999-12-31T23:59:59-00:01", "2026-11-21T01:42:23,5Z", "2026-11-21T01:42:23+01:0x", "2026-11-21T01:42:23+01000",
  ])
  func refuses(text: String) {
    #expect(parse(text) == nil)
  }

  @Test func formatsWhatItReads() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<5_000 {
      let microseconds = Int64.random(in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &generator)
      let timestamp = Timestamp(microseconds: microseconds, hasZone: Bool.random(using: &generator))
      #expect(parse(TimestampText.format(timestamp)) == timestamp)
    }
    #expect(TimestampText.format(Timestamp(microseconds: -500_000, hasZone: true)) == "1969-12-31T23:59:59.5Z")
    #expect(TimestampText.format(Timestamp(microseconds: .max, hasZone: true)).contains("µs since"))
  }
}
