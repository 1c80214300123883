import Testing

@testable import MillraceConversion

/// Paths of rescued values: two ways to a value never have the same text.
struct RescuePathTests {
  @Test(arguments: [
    (["key"], "key"), (["outer", "inner"], "outer.inner"), (["a.b"], #""a.b""#), (["a", "x.y"], #"a."x.y""#),
    ([""], #""""#),
    (["", "b"], #""".b"#), (["l[0]"], #""l[0]""#), ([#""a"#], #""\"a""#), ([#"quo"te"#], #"quo"te"#),
  ])
  func spelling(keys: [String], text: String) {
    var path: [UInt8] = []
    for key in keys { RescuePath.append(key: Array(key.utf8), to: &path) }
    #expect(path == Array(text.utf8))
  }
}
