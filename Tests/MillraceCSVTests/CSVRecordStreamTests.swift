import MillraceCSV
import Testing

struct CSVRecordStreamTests {
  @Test(arguments: [1, 2, 3, 7, 64, 1_000])
  func sizesOfPiecesDoNotMatter(piece: Int) throws {
    let text = "a,b\r\n1,\"x\r\ny\"\r\n\"q\"\"q\",\r\n\r\n,\"\"\n5\r7,8"
    let whole = try TestRows.read(text)
    let cut = try TestRows.read(text, piece: piece)
    #expect(whole.rows == [["1", "x\r\ny"], ["q\"q", nil], [nil, ""], ["5"], ["7", "8"]])
    #expect(cut.rows == whole.rows)
    #expect(cut.places == whole.places)
    #expect(whole.places.map(\.line) == [2, 4, 6, 7, 8])
  }

  @Test func endsRecordsAtEachKindOfLineEnd() throws {
    for end in ["\n", "\r\n", "\r"] {
      let rows = try TestRows.read("a,b\(end)1,2\(end)3,4\(end)")
      #expect(rows.names == ["a", "b"])
      #expect(rows.rows == [["1", "2"], ["3", "4"]])
      #expect(rows.places.map(\.line) == [2, 3])
    }
  }

  @Test func keepsQuotesThatDoNotOpenAField() throws {
    let rows = try TestRows.read("a,b\n5\" pipe,say \"hi\"\n \"x\",y\n")
    #expect(rows.rows == [["5\" pipe", "say \"hi\""], [" \"x\"", "y"]])
    #expect(rows.bad.isEmpty)
  }

  @Test func textBehindAClosingQuoteIsABadRecordAndNothingElse() throws {
    let rows = try TestRows.read("a,b\n1,2\n3,\"x\" y\n5,6\n")
    #expect(rows.rows == [["1", "2"], ["5", "6"]])
    #expect(rows.bad.map(\.problem) == [.textBehindQuote])
    #expect(rows.bad.first?.bytes == Array("3,\"x\" y".utf8))
    #expect(rows.bad.first?.errorOffset == 5)
    #expect(rows.badPlaces == [CSVPlace(ordinal: 1, line: 3, byteOffset: 8)])
  }

  @Test(arguments: [1, 3, 1_000])
  func aQuoteThatIsNeverClosedSpoilsItsLineAndNoOther(piece: Int) throws {
    let rows = try TestRows.read("a,b\n1,2\n\"p\nq\",\"x\r\ny\n3,4\n\n5,6", piece: piece)
    #expect(rows.rows == [["1", "2"], ["y"], ["3", "4"], ["5", "6"]])
    #expect(rows.bad.map(\.problem) == [.openQuote])
    #expect(rows.bad.first?.errorOffset == 6)
    #expect(rows.bad.first?.bytes == Array("\"p\nq\",\"x".utf8))
    #expect(rows.badPlaces == [CSVPlace(ordinal: 1, line: 3, byteOffset: 8)])
    #expect(rows.places.map(\.line) == [2, 5, 6, 8])
    #expect(rows.places.map(\.byteOffset) == [4, 18, 20, 25])
  }

  @Test func aQuoteThatIsNeverClosedOnTheLastLineIsABadRecord() throws {
    for end in ["", "\n", "\r\n"] {
      let rows = try TestRows.read("a,b\n1,2\n3,\"x\(end)")
      #expect(rows.rows == [["1", "2"]])
      #expect(rows.bad.map(\.problem) == [.openQuote])
    }
  }

  @Test func pairsOfQuotesBehindAnOpenOneLeaveNoOtherOpen() throws {
    let rows = try TestRows.read("a,b\n\"x,1\n\"\",2\n\"\"\"\",3\n\"\"4,5\n6,\"\"")
    #expect(rows.rows == [["", "2"], ["\"", "3"], ["6", ""]])
    #expect(rows.bad.map(\.problem) == [.openQuote, .textBehindQuote])
  }

  @Test func aQuoteThatIsNotClosedWithinTheLimitSpoilsItsLineAndNoOther() throws {
    let line = String(repeating: "x", count: 2_000)
    let text = "a\n1\n\"" + String(repeating: line + "\n", count: 300)
    let rows = try TestRows.read(Array(text.utf8), piece: 10_000, maximumRecordBytes: 10_000)
    #expect(rows.rows == [["1"]] + [[String]](repeating: [line], count: 299))
    #expect(rows.bad.map(\.problem) == [.tooLong(limit: 10_000, isQuoted: true)])
    #expect(rows.bad.first?.bytes == Array("\"\(line)".utf8))
    #expect(rows.places.last?.line == 302)
  }

  @Test func goesOnBehindARecordThatIsTooLong() throws {
    let long = String(repeating: "x\"", count: 400_000)
    let rows = try TestRows.read(Array("a\n1\n\(long)\n2\n".utf8), piece: 5_000, maximumRecordBytes: 1_000)
    #expect(rows.rows == [["1"], ["2"]])
    #expect(rows.bad.map(\.problem) == [.tooLong(limit: 1_000, isQuoted: false)])
    #expect(rows.places.map(\.line) == [2, 4])
    #expect(rows.places.map(\.ordinal) == [0, 2])
  }

  @Test func tooManyFieldsAreABadRecordAndTooFewAreNull() throws {
    let rows = try TestRows.read("a,b\n1\n1,2,3\n")
    #expect(rows.json == [#"{"a":"1","b":null}"#])
    #expect(rows.bad.map(\.problem) == [.tooManyFields(3, columns: 2)])
    #expect(rows.bad.first?.errorOffset == 4)
  }

  @Test func bytesThatAreNoTextAreABadRecord() throws {
    let rows = try TestRows.read(Array("a\nx\n".utf8) + [0x79, 0xFF, 0x0A, 0x7A])
    #expect(rows.rows == [["x"], ["z"]])
    #expect(rows.bad.map(\.problem) == [.invalidText])
    #expect(rows.bad.first?.errorOffset == 1)
  }

  @Test func keepsNULBytes() throws {
    #expect(try TestRows.read("a,b\n1\u{0}2,\u{0}\n").rows == [["1\u{0}2", "\u{0}"]])
  }

  @Test func passesOverBlankLinesAndAMark() throws {
    let rows = try TestRows.read("\u{FEFF}\n\r\na\n\n1\n\n\n2\n\n")
    #expect(rows.names == ["a"])
    #expect(rows.rows == [["1"], ["2"]])
    #expect(rows.places.map(\.line) == [5, 8])
  }

  @Test func emptyFilesHaveNoRows() throws {
    for text in ["", "\n", "\u{FEFF}", "a,b", "a,b\n", "\"a\",b\r\n"] {
      #expect(try TestRows.read(text).rows.isEmpty)
    }
    #expect(try TestRows.read("a,b").names == ["a", "b"])
  }

  @Test func aHeaderThatIsBrokenFailsTheFile() {
    #expect(throws: CSVHeaderError.self) { try TestRows.read("a,\"b\" c\n1,2\n") }
    #expect(throws: CSVHeaderError.self) { try TestRows.read("a,\"b\n1,2\n") }
  }

  @Test func readsOtherDialects() throws {
    var dialect = CSVDialect(delimiter: UInt8(ascii: ";"))
    dialect.quote = UInt8(ascii: "'")
    dialect.escape = UInt8(ascii: "\\")
    let rows = try TestRows.read(#"a;b"# + "\n" + #"'it\'s; 1';'c:\dir\\'"# + "\n" + #"x\;'it''s'"# + "\n", dialect)
    #expect(rows.rows == [["it's; 1", #"c:\dir\"#], [#"x\"#, "it's"]])
    var plain = CSVDialect.tabs
    plain.quote = nil
    #expect(try TestRows.read("a\tb\n\"1\t2\"\n", plain).rows == [["\"1", "2\""]])
  }

  @Test func takesNamesFromWhereItIsTold() throws {
    var dialect = CSVDialect()
    dialect.header = .none
    #expect(try TestRows.read("1,2\n3,4\n", dialect).json.last == #"{"column0":"3","column1":"4"}"#)
    dialect.header = .names(["x", "y"])
    #expect(try TestRows.read("1,2\n", dialect).json == [#"{"x":"1","y":"2"}"#])
  }

  @Test func makesNamesDifferent() {
    func names(_ given: [String]) -> [String] {
      CSVHeader(given.map { Array($0.utf8) }).names.map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(names(["a", "a", "b", "a"]) == ["a", "a_2", "b", "a_3"])
    #expect(names(["a", "a", "a_2"]) == ["a", "a_3", "a_2"])
    #expect(names(["", "x", ""]) == ["column0", "x", "column2"])
    #expect(names(["", "column0"]) == ["column0_2", "column0"])
  }

  @Test func writesJSONAndCSV() throws {
    let rows = try TestRows.read("a,\"b,c\"\n\"x\"\"\\\n\u{1}\",\n,\"\"\n\"plain\",\"1,2\"\n")
    #expect(rows.json[0] == #"{"a":"x\"\\\n\u0001","b,c":null}"#)
    #expect(rows.csv == ["\"x\"\"\\\n\u{1}\",", ",\"\"", "plain,\"1,2\""])
    #expect(try TestRows.read("a\n\"\"\n").csv == ["\"\""])
  }
}
