import MillraceJSON
import Testing

/// Records that end at a line feed: nothing may reach over it, whatever the next line holds.
@Suite struct JSONLineTests {
  private enum Outcome: Equatable {
    case value(JSONKind, length: Int)
    case failure(JSONError)
  }

  /// Scans the first value of `text`, whose line feeds end records.
  private func scan(_ text: String) -> Outcome {
    guard let bytes = GuardedBytes(Array(text.utf8), padding: JSONScanner.padding) else {
      return .failure(JSONError(code: .unexpectedEnd, offset: -1))
    }
    var scanner = JSONScanner(allowsNewlines: false)
    let start = UnsafePointer(bytes.start)
    var kind = JSONKind.null
    if let end = scanner.scanValue(scanner.skipSpace(start), kind: &kind) {
      return .value(kind, length: scanner.skipSpace(end) - start)
    }
    guard let failure = scanner.failure else { return .failure(JSONError(code: .expectedValue, offset: -1)) }
    return .failure(JSONError(code: failure.code, offset: failure.position - start))
  }

  @Test func endsOnTheLineFeed() {
    #expect(scan("{\"a\":1}\n{\"b\":2}\n") == .value(.object, length: 7))
    #expect(scan("{\"a\":1}\r\n") == .value(.object, length: 8))
    #expect(scan(" \t\r[1, 2] \t\n") == .value(.array, length: 11))
    #expect(scan("12\n34") == .value(.integer, length: 2))
    #expect(scan("1.5\n") == .value(.number, length: 3))
    #expect(scan("true\n") == .value(.true, length: 4))
  }

  @Test(arguments: [
    ("\n", 0), ("  \n", 2), ("{\n\"a\":1}", 1), ("{\"a\"\n:1}", 4), ("{\"a\":\n1}", 5), ("{\"a\":1\n}", 6),
    ("{\"a\":1,\n\"b\":2}", 7),
    ("[1\n,2]", 2), ("[1,\n2]", 3), ("\"ab\ncd\"", 3), ("-\n1", 1), ("1.\n5", 2), ("1e\n5", 2), ("\"a\\n\nb\"", 4),
  ])
  func doesNotReachOverALineFeed(text: String, offset: Int) {
    #expect(scan(text) == .failure(JSONError(code: .unexpectedEnd, offset: offset)))
  }

  @Test(arguments: [
    "\"\\\n\"", "\"\\u\n0041\"", "\"\\u004\n1\"", "\"\\ud83d\n\\ude00\"", "\"\\ud83d\\\nude00\"", "tr\nue", "nul\nl",
  ])
  func doesNotPutEscapesOrLiteralsTogetherFromTwoLines(text: String) {
    if case .value = scan(text) { Issue.record("accepted") }
  }
}
