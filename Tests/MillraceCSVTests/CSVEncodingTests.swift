import MillraceCSV
import Testing

struct CSVEncodingTests {
  private static let text = "name,größe\n\"Ærø\u{1F30A}\",1\n"

  @Test(arguments: [1, 2, 3, 5, 100])
  func readsUTF16InBothOrders(piece: Int) throws {
    for isBig in [false, true] {
      let units = Array("\u{FEFF}\(Self.text)".utf16)
      let bytes = units.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] }
      let rows = try TestRows.read(bytes, piece: piece)
      #expect(rows.names == ["name", "größe"])
      #expect(rows.rows == [["Ærø\u{1F30A}", "1"]])
    }
  }

  @Test func readsUTF16WithoutAMarkWhereItIsTold() throws {
    var dialect = CSVDialect()
    dialect.encoding = .utf16
    let bytes = Self.text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try TestRows.read(bytes, dialect).rows == [["Ærø\u{1F30A}", "1"]])
  }

  @Test func readsLatin1() throws {
    var dialect = CSVDialect()
    dialect.encoding = .latin1
    let bytes: [UInt8] = Array("a\n".utf8) + [0xE9, 0x80, 0xFF, 0x0A]
    #expect(try TestRows.read(bytes, dialect).rows == [["é\u{80}ÿ"]])
  }

  @Test func halfCharactersMakeTheirRecordBad() throws {
    var dialect = CSVDialect()
    dialect.encoding = .utf16
    let units: [UInt16] = Array("a\n1\n".utf16) + [0xD800] + Array("\n2\n".utf16) + [0xDC00]
    let bytes: [UInt8] = units.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] as [UInt8] } + [0x41]
    let rows = try TestRows.read(bytes, dialect)
    #expect(rows.rows == [["1"], ["2"]])
    #expect(rows.bad.map(\.problem) == [.invalidText, .invalidText])
  }
}
