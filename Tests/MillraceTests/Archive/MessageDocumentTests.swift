import Foundation
import MillraceJSON
import MillraceStorage
import Testing

@testable import Millrace

@Suite struct MessageDocumentTests {
  private func message(_ body: String, _ change: (inout ReceivedMessage) -> Void = { _ in }) -> ReceivedMessage {
    var message = ReceivedMessage(
      id: "id-1", receiptHandle: "h/1", body: Array(body.utf8),
      systemAttributes: ["SentTimestamp": "1795237567089", "ApproximateReceiveCount": "2"],
      receivedAt: Date(timeIntervalSince1970: 1_795_237_567.089))
    change(&message)
    return message
  }

  private func document(_ message: ReceivedMessage, isOneLine: Bool = false) -> String {
    var bytes: [UInt8] = []
    MessageDocument.append(message, to: &bytes, isOneLine: isOneLine)
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func aMessageHasTheseFieldsInThisOrder() {
    let text = document(
      message(#"{"a": 1.50}"#) {
        $0.attributes = ["b": .string("x\"y"), "a": .init(type: "Binary", value: .binary([1, 2]))]
      })
    #expect(
      text == #"{"message_id":"id-1","body":"{\"a\": 1.50}","parsed_body":{"a": 1.50},"#
        + #""attributes":{"ApproximateReceiveCount":"2","SentTimestamp":"1795237567089"},"#
        + #""message_attributes":{"a":{"DataType":"Binary","BinaryValue":"AQI="},"#
        + #""b":{"DataType":"String","StringValue":"x\"y"}},"#
        + #""received_at":"2026-11-21T05:06:07.089Z","receipt_handle":"h/1"}"#)
  }

  @Test(arguments: ["", "plain", "{", "{}x", "\"", "[1,]", "nul", "01", "\u{1}", "\"\t\""])
  func whatIsNoJSONIsNotParsed(_ body: String) throws {
    let value = try JSONValue(parsing: document(message(body)))
    #expect(value["parsed_body"] == .null)
    #expect(value["body"]?.text == body)
  }

  @Test(arguments: ["null", " [1 , {\"a\":\"\\u00e9\\n\"}]\r\n", "\"é🙂\"", "-1.5e300", "{\"a\":{\"b\":[]}}"])
  func whatIsJSONStandsThereByItsOwnBytes(_ body: String) throws {
    let text = document(message(body))
    #expect(text.contains("\"parsed_body\":\(body),\"attributes\""))
    let value = try JSONValue(parsing: text)
    #expect(value["parsed_body"] == (try JSONValue(parsing: body)))
    #expect(value["body"]?.text == body)
  }

  @Test func everyCharacterComesBack() throws {
    var body = ""
    for scalar in (0...0x2FFF).compactMap(Unicode.Scalar.init) { body.unicodeScalars.append(scalar) }
    body += "\u{FFFD}\u{1F642}\u{10FFFF}"
    for cut in [0, 1, 15, 16, 17, 63, 64, 65] {
      let text = String(body.unicodeScalars.dropFirst(cut).map(Character.init))
      #expect(try JSONValue(parsing: document(message(text)))["body"]?.text?.utf8.elementsEqual(text.utf8) == true)
    }
  }

  @Test func bytesThatAreNoTextAreRepaired() throws {
    let text = document(message("") { $0.body = [0x22, 0xFF, 0x22] })
    let value = try JSONValue(parsing: text)
    #expect(value["body"]?.text == "\"\u{FFFD}\"" && value["parsed_body"]?.text == "\u{FFFD}")
  }

  @Test func aLineStaysOneLine() throws {
    let body = "{\n \"a\":\r\n [1,\n2]}"
    let text = document(message(body), isOneLine: true)
    #expect(!text.contains("\n") && !text.contains("\r"))
    #expect(try JSONValue(parsing: text)["parsed_body"] == (try JSONValue(parsing: body)))
  }

  @Test func theFolderIsTheHourAtWhichTheMessageWasSent() throws {
    #expect(try ArchiveKey.object(message("")).text == "2026/11/21/05/id-1.json")
    let received = message("") { $0.systemAttributes = [:] }
    #expect(try ArchiveKey.object(received).text == "2026/11/21/05/id-1.json")
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
      (951_868_800_001, "2000-03-01T00:00:00.001Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
      (4_107_542_400_000, "2100-03-01T00:00:00.000Z"), (1_735_689_599_000, "2024-12-31T23:59:59.000Z"),
    ] as [(Int64, String)])
  func timesAreThoseOfTheCalendar(_ milliseconds: Int64, _ text: String) {
    #expect(UTCTime(milliseconds: milliseconds).text == text)
  }
}
