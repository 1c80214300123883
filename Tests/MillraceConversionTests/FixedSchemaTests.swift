import MillraceConversion
import MillraceParquet
import Testing

/// Columns that are fixed: what has no place goes to `_rescued`, under the way that leads to it.
@Suite struct FixedSchemaTests {
  private func row(_ columns: String, _ record: String) throws -> (
    row: JSONValue, rescued: String?, report: ConversionReport
  ) {
    let conversion = try Conversion(of: record.utf8, .explicit(columns))
    let row = try #require(try conversion.rows().first)
    return (row, row["_rescued"]?.string, conversion.report)
  }

  @Test(arguments: [
    ("a: struct<b: int64>", #"{"a":{"b":"x","c":1},"d":[1, 2]}"#, #"{"a.c":1,"d":[1, 2],"a.b":"x"}"#),
    (
      "l: list<struct<x: int32>>", #"{"l":[{"x":1},null,{},{"x":2147483648,"y":true}]}"#,
      #"{"l[3].y":true,"l[3].x":2147483648}"#
    ),
    ("l: list<list<int64>>", #"{"l":[[1,2],[3,"4\n"],5]}"#, #"{"l[2]":5,"l[1][1]":"4\n"}"#),
    ("m: map<int64>", #"{"m":{"k":1,"z":"no"}}"#, #"{"m[1]":"no"}"#),
    ("d: date", #"{"d":"2024-02-30","é\"":0}"#, #"{"é\"":0,"d":"2024-02-30"}"#),
    ("a: struct<b: int64>", #"{"a":{"c":1},"a.c":2}"#, #"{"a.c":1,"\"a.c\"":2}"#),
    ("a: int64", #"{"x":1,"x":2}"#, #"{"x":2}"#),
    (
      "a: uuid, t: timestamp, o: local-timestamp", #"{"a":"1","t":"2024-01-01T00:00:00","o":"2024-01-01T00:00:00Z"}"#,
      #"{"a":"1","t":"2024-01-01T00:00:00","o":"2024-01-01T00:00:00Z"}"#
    ),
  ])
  func waysToRescuedValues(columns: String, record: String, expected: String) throws {
    let rescued = try #require(try row(columns, record).rescued)
    let found = try JSONValue(parsing: rescued).members.map { (String(decoding: $0.key, as: UTF8.self), $0.value.text) }
    let wanted = try JSONValue(parsing: expected).members.map {
      (String(decoding: $0.key, as: UTF8.self), $0.value.text)
    }
    #expect(Dictionary(uniqueKeysWithValues: found) == Dictionary(uniqueKeysWithValues: wanted))
  }

  @Test func repeatedUnknownKeysAreCountedForTheirInput() throws {
    let directory = try TemporaryDirectory()
    let inputs = try ["{\"x\":1,\"x\":2}\n", "{\"a\":1}\n", "{\"y\":{\"z\":1,\"z\":1},\"y\":1,\"a\":1,\"a\":2}"]
      .enumerated().map {
        ConversionInput(path: try directory.write($1.utf8, to: "\($0)"), name: "\($0)")
      }
    let report = try Conversion(inputs, .explicit("a: int64")).report
    #expect(report.inputs.map(\.duplicateKeys) == [1, 0, 2])
    #expect(report.rescuedValues == 2)
  }

  @Test func depth() throws {
    for (depth, isGood) in [(63, true), (64, true), (65, false), (2_000, false), (200_000, false)] {
      let record = "{\"a\":" + String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1) + "}"
      for columns in ["a: json", "a: list<list<json>>", "b: int32", "a: struct<x: int32>"] {
        let conversion = try Conversion(of: record.utf8, .explicit(columns) { $0.maximumDepth = 64 })
        #expect(conversion.report.rows == (isGood ? 1 : 0))
        #expect(
          conversion.badRecords.map(\.reason) == (isGood ? [] : ["objects and arrays are nested deeper than the limit"])
        )
      }
    }
  }

  @Test(arguments: ["_rescued: string", "a: int64, _rescued: json"])
  func theReservedNameIsRefused(columns: String) {
    #expect(throws: ColumnTypeError.self) { try ColumnType.parseColumns(columns) }
  }

  @Test func twoColumnsOfOneNameAreRefused() throws {
    let column = ColumnDefinition(name: "a", type: .int64)
    let options = ConversionOptions.with { $0.columns = .explicit([column, column]) }
    #expect(throws: ColumnTypeError.self) { try Conversion(of: [], options) }
  }
}
