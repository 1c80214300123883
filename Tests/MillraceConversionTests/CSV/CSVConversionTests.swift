import MillraceCSV
import MillraceConversion
import MillraceParquet
import Testing

/// CSV into columns.
@Suite struct CSVConversionTests {
  private func options(_ change: (inout ConversionOptions) -> Void = { _ in }) -> ConversionOptions {
    .with {
      $0.format = .csv
      change(&$0)
    }
  }

  private func lines(_ text: String, _ options: ConversionOptions? = nil) throws -> [String] {
    try Conversion(of: text.utf8, options ?? self.options()).lines()
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func strings(lineEnd: String) throws {
    let text = ["a,b,c", "1,x,", "\"q\"\"q\",\"\",\"2\(lineEnd)3\"", "", "5,6,7"].joined(separator: lineEnd)
    let inJSON = lineEnd.unicodeScalars.map { $0 == "\r" ? "\\r" : "\\n" }.joined()
    let expected = [
      #"{"a":"1","b":"x","c":null}"#, #"{"a":"q\"q","b":"","c":"2\#(inJSON)3"}"#, #"{"a":"5","b":"6","c":"7"}"#,
    ]
    #expect(try lines(text) == expected)
    #expect(try lines("\u{FEFF}" + text + lineEnd) == expected)
  }

  @Test func raggedRows() throws {
    let conversion = try Conversion(of: "a,b\n1\n1,2,3,4\n,,\n".utf8, options())
    #expect(
      try conversion.lines() == [
        #"{"a":"1","b":null,"_rescued":null}"#,
        #"{"a":"1","b":"2","_rescued":"{\"column2\":\"3\",\"column3\":\"4\"}"}"#,
        #"{"a":null,"b":null,"_rescued":null}"#,
      ])
    #expect(conversion.report.rescuedValues == 2)
  }

  @Test func typesFromASample() throws {
    let text = """
      n,d,t,when,day,id,zip,flag,empty
      1,1.5,x,2026-01-02T03:04:05Z,2026-01-02,00000000-0000-0000-0000-000000000001,08123,true,
      -20,2,,2026-01-02 03:04:06Z,2026-01-03,00000000-0000-0000-0000-000000000002,99999,FALSE,

      """
    let conversion = try Conversion(of: text.utf8, options { $0.columns = .inferred })
    let types = conversion.report.schema.columns.map { "\($0.name): \($0.type)" }
    #expect(
      types == [
        "n: int64", "d: double", "t: string", "when: timestamp", "day: date", "id: uuid", "zip: string",
        "flag: boolean", "empty: string",
      ])
    let rows = try conversion.rows()
    #expect(rows.count == 2)
    #expect(try conversion.lines()[1].contains(#""n":-20,"d":2.0,"t":null"#))
    #expect(try conversion.lines()[1].contains(#""flag":false,"empty":null,"_rescued":null"#))
  }

  @Test func whatDoesNotFitIsRescued() throws {
    let explicit = try ConversionOptions.explicit("a: int64, d: double, b: boolean, j: json") { $0.format = .csv }
    let text = "j,a,x,b,d\n\"[1, \"\"x\"\"]\",1,y,yes,12345678901234567\n{,2.5,\"q\"\"\",true,1e3\n"
    #expect(
      try lines(text, explicit) == [
        #"{"a":1,"d":null,"b":null,"j":"[1, \"x\"]","_rescued":"{\"x\":\"y\",\"d\":\"12345678901234567\",\"b\":\"yes\"}"}"#,
        #"{"a":null,"d":1000.0,"b":true,"j":null,"_rescued":"{\"j\":\"{\",\"x\":\"q\\\"\",\"a\":\"2.5\"}"}"#,
      ])
  }

  @Test func structuresAreRefused() throws {
    let explicit = try ConversionOptions.explicit("a: list<int64>") { $0.format = .csv }
    #expect(throws: ColumnTypeError.self) { try Conversion(of: "a\n1\n".utf8, explicit) }
  }

  @Test func badRecordsKeepPlaceAndBytes() throws {
    let text = "a,b\r\n1,\"x\r\ny\"\r\n2,\"z\" w\r\n3,4\r\n5,\"open\r\n6,7\r\n"
    let conversion = try Conversion(of: text.utf8, options())
    #expect(try conversion.lines().count == 3)
    #expect(conversion.badRecords.map(\.line) == [4, 6])
    #expect(conversion.badRecords.map(\.byteOffset) == [15, 29])
    #expect(conversion.badRecords.map(\.errorOffset) == [5, 2])
    #expect(conversion.badRecords.map(\.bytes) == [Array("2,\"z\" w".utf8), Array("5,\"open".utf8)])
  }

  @Test func recordsThatAreTooLong() throws {
    let long = String(repeating: "x,\"", count: 500_000)
    let conversion = try Conversion(of: "a\n1\n\(long)\n2\n".utf8, options { $0.maximumLineBytes = 1 << 12 })
    #expect(try conversion.lines() == [#"{"a":"1"}"#, #"{"a":"2"}"#])
    #expect(conversion.badRecords.map(\.line) == [3])
    #expect(conversion.badRecords.map(\.isCut) == [true])
  }

  @Test func filesWhoseColumnsAreInAnotherOrder() throws {
    let directory = try TemporaryDirectory()
    let inputs = try ["a,b\n1,2\n", "b,a,c\n3,4,5\n", "c\n", "", "x\n"].enumerated().map { index, text in
      ConversionInput(path: try directory.write(text.utf8, to: "\(index)"), name: "\(index)")
    }
    let conversion = try Conversion(inputs, options())
    #expect(
      try conversion.lines() == [
        #"{"a":"1","b":"2","c":null,"x":null}"#, #"{"a":"4","b":"3","c":"5","x":null}"#,
      ])
    #expect(try conversion.columns().contains("x"))
  }

  @Test func aFileOfAHeaderAloneHasItsColumns() throws {
    #expect(try Conversion(of: "a,b\n".utf8, options()).columns() == ["a", "b"])
    #expect(try Conversion(of: "a,b".utf8, options { $0.columns = .inferred }).columns() == ["a", "b", "_rescued"])
  }

  @Test func aBrokenHeaderRejectsTheInput() throws {
    do {
      _ = try Conversion(of: "a,\"b\" c\n1,2\n".utf8, options())
      Issue.record("the input was taken")
    } catch let rejected as ConversionRejected {
      #expect(rejected.failures.map(\.failure.code) == [.invalidHeader])
    }
  }

  @Test func namesFromElsewhere() throws {
    #expect(try lines("1,2\n3\n", options { $0.csv.header = .none }).last == #"{"column0":"3","column1":null}"#)
    #expect(try lines("1,2\n", options { $0.csv.header = .names(["x", "y"]) }) == [#"{"x":"1","y":"2"}"#])
  }

  @Test(arguments: [CSVEncoding.utf16, .latin1])
  func otherEncodings(encoding: CSVEncoding) throws {
    let text = "größe,b\n\"é\n\",ÿ\n"
    let bytes =
      encoding == .latin1
      ? text.unicodeScalars.map { UInt8($0.value) } : text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    let conversion = try Conversion(of: bytes, options { $0.csv.encoding = encoding })
    #expect(try conversion.lines() == [#"{"größe":"é\n","b":"ÿ"}"#])
  }
}
