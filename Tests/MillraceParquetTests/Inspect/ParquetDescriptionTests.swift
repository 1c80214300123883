import MillraceParquet
import Testing

@Suite struct ParquetDescriptionTests {
  private func describe(_ sample: HandmadeFile, columns: [String]? = nil) throws -> ParquetDescription {
    try ParquetDescription(try sample.open(), columns: columns)
  }

  @Test func aFileIsDescribed() throws {
    var sample = HandmadeFile.mixed
    sample.edit = { metadata in
      metadata.keyValueMetadata = [KeyValue(key: "source", value: "a\u{1B}[31mb")]
      metadata.rowGroups[0].columns[0].metaData.statistics = Statistics(
        nullCount: 1, minValue: Array("on".utf8), maxValue: Array("two".utf8), isMinValueExact: false,
        isMaxValueExact: true)
    }
    let description = try describe(sample)
    let column = description.rowGroups[0].columns[0]
    #expect(description.rows == 3)
    #expect(column.type == "BYTE_ARRAY STRING")
    #expect(column.pages.dictionaryEntries == 2)
    #expect(column.pages.dataPages == 1)
    #expect(column.pages.hasChecksums)
    #expect(column.minimum?.text == "on")
    #expect(column.minimum?.isTruncated == true)
    #expect(column.maximum?.isTruncated == false)
    #expect(description.text.contains("rows        3 in 1 row group\n"))
    #expect(description.text.contains(#""on"~"#))
    #expect(!description.text.contains("\u{1B}"))
  }

  @Test func columnsAreChosenByName() throws {
    let description = try describe(.mixed, columns: ["l"])
    #expect(description.rowGroups[0].columns.map(\.name) == ["l.list.element"])
    #expect(throws: ParquetError.self) { try describe(.mixed, columns: ["nope"]) }
  }

  @Test func theJSONIsOneObject() throws {
    let json = String(decoding: try describe(.numbers([1, 2])).json, as: UTF8.self)
    #expect(json.hasPrefix(#"{"file":"memory","size_bytes":"#))
    #expect(json.contains(#""name":"n","type":"INT64","codec":"UNCOMPRESSED""#))
    #expect(json.contains(#""nulls":null,"min":null"#))
    #expect(json.filter { $0 == "{" }.count == json.filter { $0 == "}" }.count)
  }

  @Test func damageIsToldWithTheColumn() throws {
    var sample = HandmadeFile.numbers([1, 2])
    sample.edit = { $0.rowGroups[0].columns[0].metaData.totalCompressedSize = 1 << 40 }
    let description = try describe(sample)
    #expect(description.rowGroups[0].columns[0].pages.failure != nil)
    #expect(description.text.contains("not within"))
  }
}
