import MillraceCompression
import MillraceParquet
import Testing

/// Columns of strings as our writer makes them: dictionary, fall-back, bounds.
@Suite struct StringColumnTests {
  private func unique(_ count: Int, prefix: String = "value ") -> [[UInt8]?] {
    (0..<count).map { Array("\(prefix)\($0)".utf8) }
  }

  private func repeated(_ count: Int) -> [[UInt8]?] { (0..<count).map { Array("city \($0 % 50)".utf8) } }

  @Test(arguments: BlockCodec.allCases)
  func dictionary(codec: BlockCodec) throws {
    let column = try WrittenColumn.strings(repeated(50_000), codec: codec)
    #expect(column.metadata.dictionaryPageOffset != nil)
    #expect(!column.metadata.encodings.contains(.deltaLengthByteArray))
  }

  @Test func oneDistinctValueTakesNoBits() throws {
    _ = try WrittenColumn.strings(Array(repeating: Array("x".utf8), count: 30_000))
    _ = try WrittenColumn.strings(Array(repeating: [], count: 30_000))
  }

  @Test(arguments: [4_095, 4_096, 4_097, 30_000], [100, 1_000, 4_096])
  func fallBackWithinTheFirstPage(count: Int, batch: Int) throws {
    let column = try WrittenColumn.strings(unique(count), batch: batch)
    if count > 10_000 { #expect(column.metadata.dictionaryPageOffset == nil) }
  }

  @Test func fallBackAfterTheFirstPage() throws {
    let column = try WrittenColumn.strings(repeated(50_000) + unique(50_000))
    #expect(column.metadata.dictionaryPageOffset != nil)
    #expect(column.metadata.encodings.contains(.rleDictionary))
    #expect(column.metadata.encodings.contains(.deltaLengthByteArray))
  }

  @Test func fallBackAfterPagesOfNulls() throws {
    _ = try WrittenColumn.strings(Array(repeating: nil, count: 45_000) + unique(45_000))
    _ = try WrittenColumn.strings(unique(45_000) + Array(repeating: nil, count: 45_000))
    _ = try WrittenColumn.strings(Array(repeating: nil, count: 45_000))
  }

  @Test func fallBackWhereTheDictionaryOutgrowsItsLimit() throws {
    let slots: [[UInt8]?] = (0..<3_000).map { [UInt8](repeating: UInt8($0 % 90 + 32), count: 1_000 + $0) }
    _ = try WrittenColumn.strings(slots, batch: 10)
  }

  @Test func lengthsOfEveryKind() throws {
    let lengths = [0, 1, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 1_000, 70_000]
    let slots: [[UInt8]?] = (0..<9_000).map { index in
      Array("\(index)".utf8) + [UInt8](repeating: 0x61, count: lengths[index % (index % 100 == 0 ? 14 : 12)])
    }
    _ = try WrittenColumn.strings(slots, batch: 50)
  }

  /// Bounds are cut to 64 bytes and must still bound; the verifier holds them against every value.
  @Test(arguments: ["a", "é", "日", "😀", "\u{7F}", "~", "\u{10FFFF}", "\u{D7FF}", "\u{FFFF}"])
  func cutBoundsStillBound(character: String) throws {
    for lead in 0..<5 {
      let text = Array((String(repeating: "x", count: 60 - lead) + String(repeating: character, count: 40)).utf8)
      let column = try WrittenColumn.strings([text, text + [0x7A], nil])
      let statistics = try #require(column.metadata.statistics)
      #expect(statistics.isMinValueExact == false)
      #expect(statistics.isMaxValueExact == false)
      let least = try #require(statistics.minValue)
      let greatest = try #require(statistics.maxValue)
      #expect(least.count <= 64 && String(validating: least, as: UTF8.self) != nil)
      #expect(greatest.count <= 65 && String(validating: greatest, as: UTF8.self) != nil)
      #expect(least.lexicographicallyPrecedes(text) && text.lexicographicallyPrecedes(greatest))
      #expect(column.file.metadata.rowGroups[0].columns[0].columnIndexOffset != nil)
    }
  }

  @Test func noBoundIsAboveTheLastCharacterOnly() throws {
    let text = Array(String(repeating: "\u{10FFFF}", count: 30).utf8)
    let column = try WrittenColumn.strings([text])
    #expect(column.metadata.statistics?.maxValue == nil)
    #expect(column.metadata.statistics?.minValue != nil)
    #expect(column.file.metadata.rowGroups[0].columns[0].columnIndexOffset == nil)
  }

  @Test func boundsOfExactly64Bytes() throws {
    let exact = [UInt8](repeating: 0x61, count: 64)
    for slots in [[exact, exact + [0x61]], [exact + [0x61], exact], [exact]] {
      let column = try WrittenColumn.strings(slots)
      #expect(column.metadata.statistics?.isMaxValueExact == (slots.count == 1))
    }
  }
}
