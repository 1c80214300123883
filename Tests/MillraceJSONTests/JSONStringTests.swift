import MillraceJSON
import Testing

@Suite struct JSONStringTests {
  /// The text of a scanned string literal, quotes excluded.
  private func unescape(_ literal: String) -> [UInt8] {
    let source = Array(literal.utf8)
    var out = [UInt8](repeating: 0, count: source.count)
    let length = JSONString.unescape(source, count: source.count, into: &out)
    return Array(out[..<length])
  }

  @Test(arguments: [
    ("", ""), ("plain é 😀", "plain é 😀"), ("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\u{8}\u{c}\n\r\t"),
    ("\\u0041\\u00e9\\u20AC", "Aé€"),
    ("\\ud83d\\ude00", "😀"), ("\\uD83D\\uDE00!", "😀!"), ("\\u0000", "\u{0}"), ("\\udbff\\udfff", "\u{10ffff}"),
    ("\\ud800\\udc00", "\u{10000}"), ("\\\\u0041", "\\u0041"), ("a\\u000ab", "a\nb"), ("\\uffff", "\u{ffff}"),
  ])
  func unescapes(literal: String, text: String) {
    #expect(unescape(literal) == Array(text.utf8))
  }

  @Test func unescapesEveryUnit() {
    let digits = Array("0123456789abcdef")
    for unit in UInt32(0)...0xffff {
      guard let scalar = Unicode.Scalar(unit) else { continue }
      let shifts: [UInt32] = [12, 8, 4, 0]
      let literal = "\\u" + String(shifts.map { digits[Int(unit >> $0 & 15)] })
      if unescape(literal) != Array(String(Character(scalar)).utf8) { Issue.record("\(literal)") }
    }
  }

  @Test func quotesWhatItUnescapes() {
    let text = String(String.UnicodeScalarView((0..<0x300).compactMap { Unicode.Scalar($0 as Int) })) + "😀\u{2028}"
    var quoted: [UInt8] = []
    JSONString.appendQuoted(text.utf8, to: &quoted)
    #expect(JSONVerdict.ofDocument(quoted) == nil)
    #expect(!quoted.contains { $0 < 0x20 })
    #expect(unescape(String(decoding: quoted.dropFirst().dropLast(), as: UTF8.self)) == Array(text.utf8))
  }

  @Test func tellsStringsWithEscapesFromOthers() {
    for length in 0..<70 {
      let plain = "\"" + String(repeating: "x", count: length) + "\""
      #expect(kind(of: plain) == .string)
      #expect(kind(of: "\"" + String(repeating: "x", count: length) + "\\n\"") == .escapedString)
      #expect(kind(of: "\"" + String(repeating: "x", count: length) + "\\\"\"") == .escapedString)
    }
  }

  private func kind(of text: String) -> JSONKind? {
    guard let bytes = GuardedBytes(Array(text.utf8), padding: JSONScanner.padding) else { return nil }
    var scanner = JSONScanner(allowsNewlines: true)
    var kind = JSONKind.null
    let end = scanner.scanValue(UnsafePointer(bytes.start), kind: &kind)
    return end == UnsafePointer(bytes.start) + bytes.count ? kind : nil
  }
}
