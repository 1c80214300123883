import MillraceJSON
import Testing

@Suite struct JSONErrorTests {
  @Test(
    arguments: [
      ("", .unexpectedEnd, 0), ("   ", .unexpectedEnd, 3), ("{", .unexpectedEnd, 1), ("[", .unexpectedEnd, 1),
      ("{\"a\"", .unexpectedEnd, 4), ("{\"a\":", .unexpectedEnd, 5), ("{\"a\":1", .unexpectedEnd, 6),
      ("{\"a\":1,", .unexpectedEnd, 7),
      ("[1,", .unexpectedEnd, 3), ("\"abc", .unexpectedEnd, 4), ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2),
      ("1e+", .unexpectedEnd, 3), ("{1:2}", .expectedKey, 1), ("{\"a\":1,}", .expectedKey, 7),
      ("{\"a\" 1}", .expectedColon, 5),
      ("{\"a\":1 \"b\":2}", .expectedCommaOrBrace, 7), ("[1 2]", .expectedCommaOrBracket, 3),
      ("[1,]", .expectedValue, 3),
      ("{\"a\":}", .expectedValue, 5), ("[+1]", .expectedValue, 1), ("[tru]", .invalidLiteral, 1),
      ("[True]", .expectedValue, 1),
      ("[nul1]", .invalidLiteral, 1), ("[01]", .invalidNumber, 2), ("[-a]", .invalidNumber, 2),
      ("[1.e5]", .invalidNumber, 3),
      ("[1e]", .invalidNumber, 3), ("[\"a\u{1}b\"]", .controlCharacter, 3), ("[\"a\tb\"]", .controlCharacter, 3),
      ("[\"a\nb\"]", .controlCharacter, 3), ("[\"a\\x\"]", .invalidEscape, 3), ("[\"\\u12g4\"]", .invalidEscape, 2),
      ("[\"\\ud800\"]", .loneSurrogate, 2), ("[\"\\udc00\"]", .loneSurrogate, 2),
      ("[\"\\ud800\\u0041\"]", .loneSurrogate, 2),
      ("1 2", .trailingBytes, 2), ("{}}", .trailingBytes, 2), ("nullx", .trailingBytes, 4),
      ("\u{feff}1", .expectedValue, 0),
    ] as [(String, JSONError.Code, Int)])
  func namesReasonAndByte(text: String, code: JSONError.Code, offset: Int) {
    let expected = JSONError(code: code, offset: offset)
    #expect(JSONVerdict.ofDocument(text) == expected)
    #expect(JSONVerdict.atPageBoundary(Array(text.utf8)) == expected)
  }

  @Test func findsTheFirstByteThatIsNotUTF8() {
    for place in [0, 1, 15, 16, 63, 64, 65, 200] {
      var bytes = Array("\"\(String(repeating: "é", count: 150))\"".utf8)
      bytes[1 + place] = 0xff
      #expect(JSONVerdict.ofDocument(bytes)?.code == .invalidUTF8)
      // The damaged character begins at the odd byte before it, or is the byte itself.
      #expect(JSONVerdict.ofDocument(bytes)?.offset == 1 + place / 2 * 2)
    }
    #expect(JSONVerdict.ofDocument([0x22, 0xed, 0xa0, 0x80, 0x22]) == JSONError(code: .invalidUTF8, offset: 1))
    #expect(JSONVerdict.ofDocument([0x22, 0xc0, 0xaf, 0x22]) == JSONError(code: .invalidUTF8, offset: 1))
  }

  @Test func saysWhatIsWrongInWords() {
    #expect(JSONError(code: .loneSurrogate, offset: 7).description.contains("surrogate"))
    #expect(JSONError(code: .loneSurrogate, offset: 7).description.contains("byte 7"))
  }
}
