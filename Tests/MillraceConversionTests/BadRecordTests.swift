import MillraceConversion
import Testing

/// What is told of records that are not JSON objects.
@Suite struct BadRecordTests {
  private func bad(_ input: [UInt8], _ options: ConversionOptions = .with { _ in }) throws -> [BadRecord] {
    try Conversion(of: input, options).badRecords
  }

  /// Line and what is wrong with it, at which byte.
  static let cases: [(line: String, errorOffset: Int, reason: String)] = [
    ("{\"a\":1", 6, "the record ends in the middle of a value"),
    ("  {\"a\" 1}", 7, "a colon was expected after the key"),
    ("[1,2]", 0, "the record is not a JSON object"),
    ("  17", 2, "the record is not a JSON object"),
    ("{\"a\":1} x", 8, "bytes follow the end of the value"),
    ("{\"a\":1}{\"a\":2}", 7, "bytes follow the end of the value"),
    ("{\"a\":01}", 6, "the number is not written as JSON allows"),
    ("{\"a\":tru}", 5, "only the literals true, false and null exist"),
    ("{\"a\":\"\\x\"}", 6, "the escape sequence does not exist in JSON"),
    ("{\"a\":\"\\ud800\"}", 6, "a \\u escape is half of a surrogate pair, which no text can hold"),
    ("{\"a\":\"\u{1}\"}", 6, "a control character stands unescaped in a string"),
    ("{\"a\":\"\0\"}", 6, "a control character stands unescaped in a string"),
    ("{\"a\":\0}", 5, "a value was expected"),
    ("\0", 0, "a value was expected"),
    ("{\"a\":1,}", 7, "a key in double quotes was expected"),
    ("hello", 0, "only the literals true, false and null exist"),
    ("# comment", 0, "a value was expected"),
  ]

  @Test(arguments: cases.indices)
  func oneBadLine(index: Int) throws {
    let (line, errorOffset, reason) = Self.cases[index]
    for ending in ["\n", "\r\n"] {
      let good = "{\"a\":\"ok\"}" + ending
      let input = good + ending + line + ending + good
      let conversion = try Conversion(of: input.utf8, .with { _ in })
      #expect(
        conversion.badRecords == [
          BadRecord(
            input: 0, line: 3, byteOffset: Int64((good + ending).utf8.count), errorOffset: errorOffset, reason: reason,
            bytes: Array(line.utf8))
        ])
      #expect(try conversion.lines() == ["{\"a\":\"ok\"}", "{\"a\":\"ok\"}"])
    }
    // An array in the first line would name columns.
    if !line.hasPrefix("[") { #expect(try bad(Array(line.utf8)).map(\.bytes) == [Array(line.utf8)]) }
  }

  @Test func invalidUTF8InOneLineOnly() throws {
    let good = Array("{\"a\":\"grün\"}\n".utf8)
    let line = Array("{\"a\":\"".utf8) + [0xC3, 0x28] + Array("\"}".utf8)
    let conversion = try Conversion(of: good + line + [0x0A] + good, .with { _ in })
    #expect(try conversion.lines() == ["{\"a\":\"grün\"}", "{\"a\":\"grün\"}"])
    #expect(
      conversion.badRecords == [
        BadRecord(
          input: 0, line: 2, byteOffset: Int64(good.count), errorOffset: 6, reason: "the bytes are not UTF-8",
          bytes: line)
      ])
  }

  @Test func aByteOrderMarkCountsAsBytes() throws {
    let bad = try bad(Array("\u{FEFF}oops\n\u{FEFF}{}".utf8))
    #expect(bad.map(\.byteOffset) == [3, 8])
    #expect(bad.map(\.line) == [1, 2])
  }

  /// Many bad lines over many slices: numbers, offsets and bytes of each, in order, whatever the number of workers.
  @Test(arguments: [1, 3], [SampleFile.Compression.none, .gzip])
  func acrossSlices(workers: Int, compression: SampleFile.Compression) throws {
    var input: [UInt8] = []
    var expected: [BadRecord] = []
    for line in 1...20_000 {
      let isBad = line % 7 == 0
      let text = isBad ? "{\"line\":\(line),}" : "{\"line\":\(line)}"
      if isBad {
        expected.append(
          BadRecord(
            input: 0, line: line, byteOffset: Int64(input.count), errorOffset: text.utf8.count - 1,
            reason: "a key in double quotes was expected", bytes: Array(text.utf8)))
      }
      input += Array((text + (line % 3 == 0 ? "\r\n" : "\n")).utf8)
    }
    let options = ConversionOptions.with {
      $0.workers = workers
      $0.rowGroupBytes = 1 << 14
    }
    let conversion = try Conversion(of: try compression.compress(input), options)
    #expect(conversion.badRecords.count == expected.count)
    let firstDifference = zip(conversion.badRecords, expected).first { $0 != $1 }
    #expect(firstDifference == nil)
    #expect(conversion.report.rows == 20_000 - expected.count)
  }

  @Test func oneConversionNumbersTheInputs() throws {
    let directory = try TemporaryDirectory()
    let inputs = try ["a": "{}\n{\n", "b": "x\n{}\n{}", "c": "{}\n"].sorted { $0.key < $1.key }.map {
      ConversionInput(path: try directory.write($0.value.utf8, to: $0.key), name: $0.key)
    }
    let conversion = try Conversion(inputs, .with { $0.workers = 3 })
    #expect(conversion.badRecords.map(\.input) == [0, 1])
    #expect(conversion.badRecords.map(\.line) == [2, 1])
    #expect(conversion.report.inputs.map(\.rows) == [1, 2, 1])
    #expect(conversion.report.inputs.map(\.badRecords) == [1, 1, 0])
  }
}
