import MillraceAWS
import Testing

@Suite("Shared files") struct INIDocumentTests {
  @Test("sections, comments, nested settings") func reads() throws {
    let document = try INIDocument(
      parsing:
        "# c\r\n[ profile  a ]\r\nKey = v=w ; c\r\nempty=\r\n\r\n[services s]\ns3 =\n  endpoint_url = http://x # c\n",
      path: "config")
    #expect(document["profile a"] == ["key": "v=w", "empty": ""])
    #expect(document["services s"]?["s3.endpoint_url"] == "http://x")
    #expect(document["other"] == nil)
  }

  @Test("faults name file and line", arguments: ["[a\nx=y", "x=y", "[a]\n\nnonsense"]) func faults(_ text: String) {
    let error = #expect(throws: AWSError.self) { try INIDocument(parsing: text, path: "/home/config") }
    #expect(error?.message.contains("/home/config, line \(text.hasPrefix("[a]") ? 3 : 1)") == true)
  }
}
