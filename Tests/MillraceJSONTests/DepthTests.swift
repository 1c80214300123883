import MillraceJSON
import Testing

@Suite struct DepthTests {
  private func nested(_ open: String, _ close: String, _ depth: Int) -> String {
    String(repeating: open, count: depth) + String(repeating: close, count: depth)
  }

  @Test func stopsAtTheLimit() {
    #expect(JSONVerdict.ofDocument(nested("[", "]", 10), maximumDepth: 10) == nil)
    #expect(JSONVerdict.ofDocument(nested("[", "]", 11), maximumDepth: 10) == JSONError(code: .tooDeep, offset: 10))
    let objects = nested("{\"a\":", "}", 11).replacing(":}", with: ":1}")
    #expect(JSONVerdict.ofDocument(objects, maximumDepth: 11) == nil)
    #expect(JSONVerdict.ofDocument(objects, maximumDepth: 10) == JSONError(code: .tooDeep, offset: 50))
  }

  @Test func countsOnlyOpenContainers() {
    #expect(JSONVerdict.ofDocument("[[],[],[[1]],{}]", maximumDepth: 3) == nil)
    #expect(JSONVerdict.ofDocument("1", maximumDepth: 0) == nil)
    #expect(JSONVerdict.ofDocument("[]", maximumDepth: 0)?.code == .tooDeep)
  }

  @Test func survivesTheDeepestAndWhatIsDeeper() {
    #expect(JSONVerdict.ofDocument(nested("[", "]", JSONScanner.deepest)) == nil)
    let bottomless = String(repeating: "[", count: 1_000_000)
    #expect(JSONVerdict.ofDocument(bottomless) == JSONError(code: .tooDeep, offset: JSONScanner.deepest))
    #expect(JSONVerdict.ofDocument(bottomless, maximumDepth: .max)?.code == .tooDeep)
  }
}
