import MillraceAWS
import MillraceJSON
import NIOCore
import Testing

@Suite struct JSONReaderTests {
  private func read<Value>(
    _ text: String, _ content: (inout JSONReader) throws(JSONError) -> Value
  ) throws(JSONError) -> Value {
    try JSONReader.read(ByteBuffer(string: text), content)
  }

  @Test func readsMembersAndSkipsTheRest() throws {
    let text = #" {"skip": [1, {"a": "}"}], "n": -12, "key \u0041": "x\ny", "s": ["a", "b"], "t": true, "z": null} "#
    var found: [String] = []
    try read(text) { reader throws(JSONError) in
      try reader.object { key, reader throws(JSONError) in
        switch key {
        case "n": found.append("n \(try reader.integer())")
        case "s": found.append("s \(try reader.strings())")
        case "t": found.append("t \(try reader.boolean())")
        case "z": found.append("z \(try reader.optionalString() ?? "nil")")
        case "skip": try reader.skip()
        default: found.append("\(key.text) \(try reader.string())")
        }
      }
    }
    #expect(found == ["n -12", "key A x\ny", #"s ["a", "b"]"#, "t true", "z nil"])
  }

  @Test func unescapesBytes() throws {
    let body = try read(#""a\"\\\/\b\f\n\r\té🦆end""#) { reader throws(JSONError) in try reader.bytes() }
    #expect(String(decoding: body, as: UTF8.self) == "a\"\\/\u{8}\u{C}\n\r\té🦆end")
  }

  @Test func takesNullForEmptyContainers() throws {
    #expect(try read("null") { reader throws(JSONError) in try reader.strings() } == [])
    #expect(try read("null") { reader throws(JSONError) in try reader.stringMap() } == [:])
  }

  @Test(arguments: [
    "", "{", "[", "{}}", "[1,]", #"{"a"}"#, #"{"a":1,}"#, "{a:1}", "\u{0}", "{} x", #"["\u12"]"#, "\"a",
  ])
  func refusesWhatIsNoJSON(text: String) {
    #expect(throws: JSONError.self) {
      try read(text) { reader throws(JSONError) in
        if text.hasPrefix("[") {
          try reader.array { reader throws(JSONError) in try reader.skip() }
        } else {
          try reader.object { _, reader throws(JSONError) in try reader.skip() }
        }
      }
    }
  }

  @Test func refusesWhatIsNoUTF8() {
    #expect(throws: JSONError.self) {
      try JSONReader.read(ByteBuffer(bytes: [0x22, 0xFF, 0x22])) { reader throws(JSONError) in try reader.string() }
    }
  }

  @Test(arguments: ["true", "1.5", "\"1\"", "99999999999999999999"])
  func refusesNumbersThatAreNone(text: String) {
    #expect(throws: JSONError.self) { try read(text) { reader throws(JSONError) in try reader.integer() } }
  }

  @Test func whatIsWrittenIsReadBack() throws {
    let text = String(decoding: 0...0x7F as ClosedRange<UInt8>, as: UTF8.self) + "é🦆\u{2028}"
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("text", text)
      writer.key("bytes")
      writer.string(utf8: Array(text.utf8))
      writer.member("list", ["a", text])
      writer.key("empty")
      writer.array { _ in }
      writer.member("map", [text: "1", "b": "2"])
      writer.member("number", 7)
      writer.member("absent", nil as String?)
    }
    let value = try JSONValue(parsing: writer.bytes)
    #expect(value["text"]?.text == text && value["bytes"]?.text == text)
    #expect(value["list"]?.elements?.map(\.text) == ["a", text] && value["empty"]?.elements == [])
    #expect(value["map"]?[text]?.text == "1" && value["number"]?.integer == 7 && value["absent"] == nil)
  }
}
