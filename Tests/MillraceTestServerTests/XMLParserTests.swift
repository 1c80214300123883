import Testing

@testable import MillraceTestServer

@Suite struct XMLParserTests {
  @Test func readsElementsTextAndEntities() throws {
    let text = #"<?xml version="1.0"?><!-- c --><a:R xmlns:a="x>y"><K>1 &lt;&amp;&#x41;&#66; ü</K><E/><K>2</K></a:R> "#
    let root = try XMLParser.parse(Array(text.utf8))
    #expect(root.name == "R")
    #expect(root.all("K").map(\.text) == ["1 <&AB ü", "2"])
    #expect(root["E"]?.children.isEmpty == true)
  }

  @Test(arguments: ["", "<a>", "<a></b>", "<a/><b/>", "text", "<a>&nope;</a>", "<a", "<a>&#x110000;</a>"])
  func refusesWhatIsMalformed(text: String) {
    #expect(throws: XMLParser.Malformed.self) { try XMLParser.parse(Array(text.utf8)) }
  }
}
