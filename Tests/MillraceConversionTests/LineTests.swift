import MillraceConversion
import MillraceParquet
import Testing

/// NDJSON: how lines may end, and what is no record.
@Suite struct LineTests {
  private func rows(_ input: String, _ options: ConversionOptions = .with { _ in }) throws -> [String] {
    try Conversion(of: input.utf8, options).lines()
  }

  @Test(arguments: [
    "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\r\n{\"a\":2}\r\n", "{\"a\":1}\n{\"a\":2}", "{\"a\":1}\n{\"a\":2}\r",
    "\u{FEFF}{\"a\":1}\n{\"a\":2}\n", "\n\n{\"a\":1}\n\r\n   \n\t\n{\"a\":2}\n\n", "  {\"a\":1}  \n\t{ \"a\" : 2 }\n  ",
    "\u{FEFF}\n{\"a\":1}\n{\"a\":2}",
  ])
  func endings(input: String) throws {
    let conversion = try Conversion(of: input.utf8)
    #expect(try conversion.lines() == ["{\"a\":\"1\"}", "{\"a\":\"2\"}"])
    #expect(conversion.report.inputs[0].rows == 2)
    #expect(conversion.report.inflatedBytes == Int64(input.utf8.count))
  }

  @Test(arguments: ["", "\n", "\r\n", "   ", "\u{FEFF}", "\n\n\n"])
  func nothing(input: String) throws {
    let conversion = try Conversion(of: input.utf8)
    #expect(conversion.report.rows == 0)
    #expect(conversion.report.rowGroups == 0)
    #expect(try conversion.lines().isEmpty)
  }

  @Test func emptyObjects() throws {
    let conversion = try Conversion(of: "{}\n{\"a\":null}\n{}\n".utf8)
    #expect(try conversion.lines() == ["{\"a\":null}", "{\"a\":null}", "{\"a\":null}"])
    let empty = try Conversion(of: "{}\n{}\n".utf8)
    #expect(try empty.file().metadata.numRows == 2)
  }

  @Test func columnsJoinInTheOrderOfTheInput() throws {
    let conversion = try Conversion(of: "{\"b\":1}\n{\"a\":2,\"b\":3}\n{\"c\":4,\"a\":5}\n".utf8)
    #expect(try conversion.columns() == ["b", "a", "c"])
    #expect(
      try conversion.lines() == [
        "{\"b\":\"1\",\"a\":null,\"c\":null}", "{\"b\":\"3\",\"a\":\"2\",\"c\":null}",
        "{\"b\":null,\"a\":\"5\",\"c\":\"4\"}",
      ])
  }

  @Test func aBadRecordLeavesNoTrace() throws {
    let input = "{\"a\":1}\n{\"new\":1,\"x\":1,\"x\":2,\"a\":}\n{\"a\":1,\"a\":2,]\n{\"a\":3}\n"
    let conversion = try Conversion(of: input.utf8)
    #expect(try conversion.lines() == ["{\"a\":\"1\"}", "{\"a\":\"3\"}"])
    #expect(conversion.report.duplicateKeys == 0)
    #expect(conversion.badRecords.map(\.line) == [2, 3])
  }

  @Test func textIsKeptAsItStands() throws {
    let input = #"{"n":-0.10e+5,"big":123456789012345678901234567890,"o":{ "x" : [1, 2] },"t":true,"s":"\u00fc\n\/"}"#
    #expect(
      try rows(input) == [
        #"{"n":"-0.10e+5","big":"123456789012345678901234567890","o":"{ \"x\" : [1, 2] }","t":"true","s":"ü\n/"}"#
      ])
  }

  @Test func repeatedKeysAreCounted() throws {
    let input = #"{"a":1,"b":2,"a":3,"\u0061":4}"# + "\n" + #"{"b":1,"b":null}"# + "\n" + #"{"a":{"x":1,"x":2}}"#
    let conversion = try Conversion(of: input.utf8)
    #expect(conversion.report.duplicateKeys == 3)
    #expect(
      try conversion.lines() == [
        #"{"a":"4","b":"2"}"#, #"{"a":null,"b":null}"#, #"{"a":"{\"x\":1,\"x\":2}","b":null}"#,
      ])
  }

  @Test func aReservedKeyIsRescued() throws {
    let conversion = try Conversion(of: "{\"_rescued\":1,\"a\":2}\n{\"a\":3}\n".utf8)
    #expect(conversion.report.rescuedValues == 1)
    #expect(
      try conversion.lines().map { try JSONValue(parsing: $0) }.map { $0["_rescued"]?.string } == [
        "{\"_rescued\":1}", nil,
      ])
  }

  @Test func keysBeyondTheLimitAreRescued() throws {
    let options = ConversionOptions.with { $0.maximumColumns = 2 }
    let conversion = try Conversion(of: "{\"a\":1,\"b\":2,\"c\":3,\"d\":[4]}\n{\"c\":5,\"a\":6}\n".utf8, options)
    #expect(
      try conversion.rows().map { $0["_rescued"]?.string } == ["{\"c\":3,\"d\":[4]}", "{\"c\":5}"])
    #expect(conversion.report.rescuedValues == 3)
  }
}
