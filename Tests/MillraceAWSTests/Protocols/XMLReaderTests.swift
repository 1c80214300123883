import MillraceAWS
import Testing

@Suite struct XMLReaderTests {
  /// The document as nested texts: `name(child(…) text)`.
  private func outline(_ document: String) throws(XMLError) -> String {
    var reader = XMLReader(Array(document.utf8))
    let name = try reader.root()
    return try outline(name, &reader)
  }

  private func outline(_ name: XMLName, _ reader: inout XMLReader) throws(XMLError) -> String {
    var lookahead = reader
    var children: [String] = []
    try lookahead.children { child, reader throws(XMLError) in children.append(try outline(child, &reader)) }
    if children.isEmpty { return "\(name.text)(\(try reader.text()))" }
    reader = lookahead
    return "\(name.text)(\(children.joined(separator: " ")))"
  }

  @Test(arguments: [
    ("<a/>", "a()"), ("<a></a>", "a()"), ("<a >x</a >", "a(x)"), ("<?xml version='1.0'?>\n<a>x</a>\n", "a(x)"),
    ("\u{FEFF}<a>x</a>", "a(x)"), ("<a><b>1</b><c><d/></c></a>", "a(b(1) c(d()))"),
    ("<s:a xmlns:s='u'><s:b>1</s:b></s:a>", "a(b(1))"), ("<a>&lt;&gt;&amp;&quot;&apos;</a>", "a(<>&\"')"),
    ("<a>&#65;&#x1F986;&#xe9;</a>", "a(A🦆é)"), ("<a><![CDATA[<b>&amp;]]]]></a>", "a(<b>&amp;]])"),
    ("<a>x<!-- <b> & --->y</a>", "a(xy)"), ("<a>1\r\n2\r3&#xD;</a>", "a(1\n2\n3\r)"),
    ("<a b='>' c=\"/>\">x</a>", "a(x)"), ("<!-- first --><a> x </a>", "a( x )"),
    ("<ключ>é</ключ>", "ключ(é)"),
  ])
  func readsDocuments(document: String, expected: String) throws {
    #expect(try outline(document) == expected)
  }

  @Test(
    arguments: [
      ("", .unexpectedEnd), ("<a>", .unexpectedEnd), ("<a", .unexpectedEnd), ("<a></b>", .mismatchedTag),
      ("<a><b></a></b>", .mismatchedTag), ("<!DOCTYPE a><a/>", .documentType), ("<a>&nbsp;</a>", .unknownEntity),
      ("<a>&amp</a>", .unknownEntity), ("<a>&#xD800;</a>", .unknownEntity), ("text", .malformed), ("<>", .malformed),
      ("<a b=<c>", .malformed), ("<a><!-- </a>", .unexpectedEnd), ("<a><![CDATA[x]]</a>", .unexpectedEnd),
    ] as [(String, XMLError.Code)])
  func refusesWhatIsNoXML(document: String, code: XMLError.Code) {
    let error = #expect(throws: XMLError.self) { try outline(document) }
    #expect(error?.code == code)
  }

  @Test func refusesDeepNestingAndBrokenText() {
    let deep = String(repeating: "<a>", count: 65) + String(repeating: "</a>", count: 65)
    #expect(throws: XMLError.self) { try outline(deep) }
    var reader = XMLReader(Array("<a>".utf8) + [0xFF] + Array("</a>".utf8))
    let error = #expect(throws: XMLError.self) {
      _ = try reader.root()
      _ = try reader.text()
    }
    #expect(error?.code == .invalidUTF8)
  }

  /// Answers can be cut off anywhere.
  @Test func refusesEveryBeginning() {
    let document = "<?xml version=\"1.0\"?><a x='1'><b>&lt;</b><!-- c --><![CDATA[d]]><e/></a>"
    for length in 0..<document.utf8.count {
      #expect(throws: XMLError.self) {
        try outline(String(decoding: Array(document.utf8.prefix(length)), as: UTF8.self))
      }
    }
  }

  @Test func passesOverWhatIsNotRead() throws {
    var reader = XMLReader(Array("<a><b><c>1</c></b><d>2</d><e><d>3</d></e></a>".utf8))
    try reader.root("a")
    #expect(try reader.text(of: "d") == "2")
  }

  @Test func readsAttributes() throws {
    var reader = XMLReader(Array("<a one = '1' two=\"&amp;2\" x:type='T'/>".utf8))
    _ = try reader.root()
    #expect(try reader.attribute("one") == "1")
    #expect(try reader.attribute("two") == "&2")
    #expect(try reader.attribute("x:type") == "T")
    #expect(try reader.attribute("type") == nil)
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let text = " <&>\"'\r\n\t\u{85}\u{2028}é🦆 "
    var writer = XMLWriter()
    writer.element("a", attributes: [("x", text)]) { $0.element("b", text: text) }
    var reader = XMLReader(writer.bytes)
    try reader.root("a")
    #expect(try reader.attribute("x") == text)
    #expect(try reader.text(of: "b") == text)
  }
}
