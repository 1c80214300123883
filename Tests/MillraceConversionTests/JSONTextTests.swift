import MillraceConversion
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `format: json`: whole files that are one array, or objects one after the other.
@Suite struct JSONTextTests {
  private static let options = ConversionOptions.with { $0.format = .json }

  @Test(arguments: [
    "[{\"a\":1},{\"a\":2}]", "{\"a\":1}{\"a\":2}", "{\"a\":1}\n\n{\"a\":2}\n", " [ {\"a\":1} , {\"a\":2} ] \r\n",
    "\u{FEFF}[{\"a\":1},\n{\"a\":2}]", "[\n  {\n    \"a\": 1\n  },\n  {\n    \"a\": 2\n  }\n]\n",
    "{\"a\":1}\t{\"a\":2}",
  ])
  func shapes(input: String) throws {
    let conversion = try Conversion(of: input.utf8, Self.options)
    #expect(try conversion.lines() == ["{\"a\":\"1\"}", "{\"a\":\"2\"}"])
    #expect(conversion.report.inflatedBytes == Int64(input.utf8.count))
  }

  @Test(arguments: ["", " \n", "[]", "[ ]\n", "\u{FEFF}"])
  func nothing(input: String) throws {
    #expect(try Conversion(of: input.utf8, Self.options).report.rows == 0)
  }

  @Test(arguments: [
    ("[{\"a\":1}] x", 10, "bytes follow"), ("[{\"a\":1},]", 9, "a value was expected"),
    ("[{\"a\":1}", 8, "ends in the middle"),
    ("[{\"a\":1} {\"a\":2}]", 9, "a comma or ] was expected"), ("[", 1, "ends in the middle"),
    ("{\"a\":", 5, "ends in the middle"),
    ("{\"a\":1},", 7, "a value was expected"), ("[{\"a\":\"\\q\"}]", 7, "escape sequence"),
    ("]", 0, "a value was expected"),
    ("[{\"a\":1}][]", 9, "bytes follow"), ("[,{}]", 1, "a value was expected"),
    ("{\"a\":tru", 5, "true, false and null"),
  ])
  func errorsNameTheByte(input: String, offset: Int, reason: String) throws {
    let error = #expect(throws: ConversionRejected.self) { try Conversion(of: input.utf8, Self.options) }
    let failure = try #require(error?.failures.first?.failure)
    #expect(failure.code == .invalidJSON)
    #expect(failure.message.hasPrefix("input: byte \(offset): "))
    #expect(failure.message.contains(reason))
  }

  @Test func valuesThatAreNoObjects() throws {
    let input = "[{\"a\":1},\n17, \"text\",\n[1,\n2],null,{\"a\":2}]"
    let conversion = try Conversion(of: input.utf8, Self.options)
    #expect(
      conversion.badRecords.map { String(decoding: $0.bytes, as: UTF8.self) } == ["17", "\"text\"", "[1,\n2]", "null"])
    #expect(conversion.badRecords.map(\.line) == [2, 2, 3, 4])
    #expect(conversion.badRecords.map(\.byteOffset) == [10, 14, 22, 29])
    #expect(conversion.report.rows == 2)
  }

  @Test func invalidUTF8() throws {
    let bytes = Array("[{\"a\":\"".utf8) + [0xFF] + Array("\"}]".utf8)
    let error = #expect(throws: ConversionRejected.self) { try Conversion(of: bytes, Self.options) }
    #expect(error?.failures.first?.failure.message.contains("byte 7: the bytes are not UTF-8") == true)
  }

  /// A text moved byte by byte over the end of the buffer, so that each of its bytes is the last one once.
  @Test func everyCutThroughARecord() throws {
    let bufferBytes = 512 << 10
    let text = #"{"é\u00e9\ud83d\ude00":[true,null,-1.5e3],"s":"日本\n"},"plain text",12345,{"b":{"c":[]}}]"#
    let reference = try Conversion(of: ("[{}," + text).utf8, Self.options)
    for shift in 0...text.utf8.count {
      let padding = String(repeating: " ", count: bufferBytes - shift - 4)
      let conversion = try Conversion(of: ("[{}" + padding + "," + text).utf8, Self.options)
      #expect(try conversion.lines() == reference.lines())
      #expect(conversion.badRecords.map(\.bytes) == reference.badRecords.map(\.bytes))
    }
  }

  @Test func aBrokenByteWhereTheBufferEnds() throws {
    for shift in 1...6 {
      let start = "[{\"a\":\""
      let padding = String(repeating: "x", count: (512 << 10) - start.utf8.count - shift)
      let bytes = Array((start + padding).utf8) + [0xFF] + Array("\"},{\"b\":1}]".utf8)
      let error = #expect(throws: ConversionRejected.self) { try Conversion(of: bytes, Self.options) }
      #expect(error?.failures.first?.failure.message.contains("not UTF-8") == true)
    }
  }

  /// What comes through a pipe is read once and whole.
  @Test(arguments: [InputFormat.json, .ndjson])
  func throughAPipe(format: InputFormat) throws {
    let directory = try TemporaryDirectory()
    let path = directory.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let record = "{\"a\":\"" + String(repeating: "y", count: 1_000) + "\"}"
    let lines = Array(repeating: record, count: 4_000)
    let text = format == .json ? "[" + lines.joined(separator: ",\n") + "]" : lines.joined(separator: "\n")
    let feeder = Feeder(path: path, bytes: Array(text.utf8))
    let conversion = try Conversion(
      [ConversionInput(path: path, name: "pipe")],
      .with {
        $0.format = format
        $0.rowGroupBytes = 1 << 20
      })
    feeder.wait()
    #expect(conversion.report.rows == 4_000)
    #expect(conversion.report.rowGroups > 1)
  }
}
