import Testing

@testable import Millrace

@Suite struct GlobPatternTests {
  @Test(arguments: [
    ("*.ndjson*", "a.ndjson.gz", true),
    ("*.ndjson*", "a.json", false),
    ("*", "", true),
    ("*", "a/b", false),
    ("?", "a", true),
    ("?", "é", true),
    ("?", "", false),
    ("?", "/", false),
    ("[a-c]x", "bx", true),
    ("[a-c]x", "dx", false),
    ("[!a-c]x", "dx", true),
    ("[!a]x", "éx", true),
    ("[]]", "]", true),
    ("[a-]", "-", true),
    ("{a,b{c,d}}.{x,}", "bd.", true),
    ("{a,b{c,d}}.{x,}", "bd.x", true),
    ("{a,b{c,d}}.{x,}", "b.x", false),
    ("*.{ndjson,jsonl,json}{,.gz,.zst}", "2026-11-21-x.json.zst", true),
    ("*.{ndjson,jsonl,json}{,.gz,.zst}", "2026-11-21-x.json.tmp", false),
    ("\\*", "*", true),
    ("\\*", "a", false),
    ("\\{a\\}", "{a}", true),
    ("**/x", "x", true),
    ("**/x", "a/b/x", true),
    ("**/x", "ax", false),
    ("**/x", "a/bx", false),
    ("a/**", "a/b/c", true),
    ("a/**/b", "a/b", true),
    ("a/**/b", "a/x/y/b", true),
    ("a/**/b/*.x", "a/b/b/c.x", true),
    ("a/**/b/*.x", "a/b/c/c.x", false),
    ("a**b", "a/x/b", true),
    ("*a*b", "xaxxb", true),
    ("*a*b", "xbxxa", false),
    ("**/*a/b", "a/ba/b", true),
    ("**/*a/b", "a/ba/c", false),
  ])
  func matches(pattern: String, name: String, expected: Bool) throws {
    #expect(try GlobPattern(pattern).matches(Array(name.utf8)) == expected)
  }

  @Test func namesThatAreNotUTF8AreMatchedByBytes() throws {
    #expect(try GlobPattern("a?b").matches([0x61, 0xFF, 0x62]))
    #expect(try GlobPattern("*.x").matches([0xC3, 0x28, 0x2E, 0x78]))
    #expect(try !GlobPattern("a?b").matches([0x61, 0xC3, 0xA9, 0xA9, 0x62]))
  }

  @Test func manyStarsDoNotExplode() throws {
    let pattern = try GlobPattern(String(repeating: "*a", count: 60) + "*b")
    #expect(!pattern.matches(Array(repeating: UInt8(ascii: "a"), count: 4000)))
  }

  @Test(arguments: ["[a", "{a,b", "[z-a]", "{a{b}", String(repeating: "{a,b}", count: 11)])
  func unusablePatternsAreErrors(pattern: String) {
    #expect(throws: GlobError.self) { try GlobPattern(pattern) }
  }
}
