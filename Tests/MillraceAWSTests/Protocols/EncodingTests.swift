import Foundation
import MillraceAWS
import Testing

@Suite struct EncodingTests {
  @Test func base64IsFoundationsBase64() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ count) }
      let text = Base64.encode(bytes)
      #expect(text == Data(bytes).base64EncodedString())
      #expect(Base64.decode(Array(text.utf8)) == bytes)
    }
  }

  @Test(arguments: ["A", "AA=A", "A===", "AB C", "AAA", "=AAA", "AA-_"])
  func refusesWhatIsNoBase64(text: String) {
    #expect(Base64.decode(Array(text.utf8)) == nil)
  }

  @Test func percentEncodingKeepsOnlyUnreservedCharacters() {
    #expect(PercentEncoding.encode("azAZ09-._~") == "azAZ09-._~")
    #expect(PercentEncoding.encode("a/b c+é🦆%") == "a%2Fb%20c%2B%C3%A9%F0%9F%A6%86%25")
    #expect(PercentEncoding.encode("a//b/../c d", keepsSlashes: true) == "a//b/../c%20d")
  }

  @Test func formsAreDecoded() {
    #expect(PercentEncoding.decodeForm("a+b%20c%2B%C3%A9") == "a b c+é")
    for text in ["%", "%1", "%zz", "%FF"] { #expect(PercentEncoding.decodeForm(text) == nil) }
  }

  @Test(arguments: [
    "1970-01-01T00:00:00Z", "2000-02-29T23:59:59Z", "1969-12-31T23:59:59Z", "2100-03-01T00:00:00Z",
    "2026-11-21T05:00:00Z", "1600-01-01T12:00:00Z",
  ])
  func timesAreFoundationsTimes(text: String) throws {
    let date = try Date(text, strategy: .iso8601)
    #expect(AWSTimestamp.parse(dateTime: text) == date)
    #expect(AWSTimestamp.dateTime(date) == text)
    #expect(AWSTimestamp.parse(httpDate: AWSTimestamp.httpDate(date)) == date)
  }

  @Test func timesHaveFractionsAndOffsets() {
    #expect(AWSTimestamp.parse(dateTime: "1970-01-01T01:00:00.250+01:00")?.timeIntervalSince1970 == 0.25)
    #expect(AWSTimestamp.httpDate(Date(timeIntervalSince1970: 1_398_796_238)) == "Tue, 29 Apr 2014 18:30:38 GMT")
    for text in ["", "2014", "2014-13-01T00:00:00Z", "2014-01-01T00:00:00", "2014-01-01T00:00:00Zx"] {
      #expect(AWSTimestamp.parse(dateTime: text) == nil)
    }
    #expect(AWSTimestamp.parse(httpDate: "Tue, 29 Foo 2014 18:30:38 GMT") == nil)
  }
}
