import Testing

@testable import Millrace

@Suite struct NameMatcherTests {
  private func match(_ check: PipelineConfiguration.NameCheck, _ name: String) throws -> NameMatch {
    try NameMatcher(check).match(Array(name.utf8))
  }

  @Test(arguments: [
    ("yyyy-mm-dd-*", "2026-11-21-a.ndjson", NameMatch.match(CalendarDate("2026-11-21"))),
    ("yyyy-mm-dd-*", "2024-02-29-a", .match(CalendarDate("2024-02-29"))),
    ("yyyy-mm-dd-*", "2026-02-29-a", .noSuchDay),
    ("yyyy-mm-dd-*", "2026-13-01-a", .noSuchDay),
    ("yyyy-mm-dd-*", "2026-00-01-a", .noSuchDay),
    ("yyyy-mm-dd-*", "0000-01-01-a", .noSuchDay),
    ("yyyy-mm-dd-*", "2026-1-01-a", .mismatch),
    ("yyyy-mm-dd-*", "x2026-11-21-a", .mismatch),
    ("yyyy-mm-dd-*", "２０２６-11-21-a", .mismatch),
    ("summary-yyyymmdd*", "summary-20261121.ndjson", .match(CalendarDate("2026-11-21"))),
    ("é_yyyy_mm_dd", "é_2026_11_21", .match(CalendarDate("2026-11-21"))),
    ("*.ndjson", "a.ndjson", .match(nil)),
  ])
  func patterns(pattern: String, name: String, expected: NameMatch) throws {
    #expect(try match(.pattern(pattern), name) == expected)
  }

  @Test func regularExpressionsTakeTheGroupNamedDate() throws {
    let check = PipelineConfiguration.NameCheck.regularExpression(#"events_(?<date>\d{8})_\w+\.ndjson"#)
    #expect(try match(check, "events_20261121_a.ndjson") == .match(CalendarDate("2026-11-21")))
    #expect(try match(check, "events_20261131_a.ndjson") == .noSuchDay)
    #expect(try match(check, "events_2026_a.ndjson") == .mismatch)
    #expect(try NameMatcher(check).match([0xFF]) == .mismatch)
    #expect(try NameMatcher(check).hasDate)
    #expect(try match(.regularExpression("a+"), "aaa") == .match(nil))
    #expect(try !NameMatcher(.regularExpression("a+")).hasDate)
  }

  @Test(arguments: ["yyyy-mm-*", "*-yyyy-mm-dd", "yyyy-*mm-dd", "[yyyy-mm-dd"])
  func unusablePatternsAreErrors(pattern: String) {
    #expect(throws: GlobError.self) { try NameMatcher(.pattern(pattern)) }
  }

  @Test func unusableExpressionsAreErrors() {
    #expect(throws: GlobError.self) { try NameMatcher(.regularExpression("(")) }
  }
}
