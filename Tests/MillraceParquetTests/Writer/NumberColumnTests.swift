import MillraceCompression
import MillraceParquet
import Testing

/// Columns of numbers as our writer makes them, read back by our reader.
@Suite struct NumberColumnTests {
  /// Numbers whose differences need `width` bits, from a fixed sequence.
  private func numbers(width: Int, count: Int) -> [Int64] {
    var state: UInt64 = 88_172_645_463_325_252
    return (0..<count).map { _ in
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return width == 0 ? 5 : Int64(bitPattern: state >> UInt64(64 - width))
    }
  }

  @Test(arguments: Array(stride(from: 0, through: 60, by: 6)) + [1, 31, 32, 33, 63, 64])
  func everyWidth(width: Int) throws {
    let values = numbers(width: width, count: 5_000)
    _ = try WrittenColumn.integers64(values)
    _ = try WrittenColumn.integers32(values.map { Int32(truncatingIfNeeded: $0) })
  }

  @Test(arguments: [0, 1, 2, 7, 8, 9, 127, 128, 129, 130, 160, 161, 257, 19_999, 20_001])
  func everyCount(count: Int) throws {
    _ = try WrittenColumn.integers64((0..<count).map { Int64($0) * 3 })
    _ = try WrittenColumn.integers32((0..<count).map { -Int32($0) })
  }

  @Test func differencesWrapAround() throws {
    var wide: [Int64] = []
    var narrow: [Int32] = []
    for index in 0..<2_000 {
      wide += [.min, .max, Int64(index)]
      narrow += [.min, .max, Int32(index)]
    }
    let column = try WrittenColumn.integers64(wide)
    let statistics = try #require(column.metadata.statistics)
    #expect(statistics.minValue == littleEndian(Int64.min))
    #expect(statistics.maxValue == littleEndian(Int64.max))
    _ = try WrittenColumn.integers32(narrow)
  }

  @Test func encodingsFollowTheValues() throws {
    let rising = try WrittenColumn.integers64((0..<30_000).map { 1_000_000 + Int64($0) })
    #expect(rising.metadata.encodings.contains(.deltaBinaryPacked))
    let few = try WrittenColumn.integers64(numbers(width: 64, count: 30_000).map { $0 % 5 })
    #expect(few.metadata.dictionaryPageOffset != nil)
    let random = try WrittenColumn.integers64(numbers(width: 64, count: 30_000))
    #expect(random.metadata.dictionaryPageOffset == nil)
    #expect(random.metadata.codec == .uncompressed)
  }

  @Test(arguments: BlockCodec.allCases)
  func everyCodec(codec: BlockCodec) throws {
    let column = try WrittenColumn.integers64((0..<25_000).map { $0 % 5 == 0 ? nil : Int64($0 % 700) }, codec: codec)
    #expect(column.metadata.statistics?.nullCount == 5_000)
  }

  @Test func nulls() throws {
    for slots: [Int64?] in [
      [nil], [nil, nil, 3], [3, nil, nil], Array(repeating: nil, count: 45_000),
      Array(repeating: nil, count: 45_000) + [1], (0..<45_000).map { $0 % 2 == 0 ? nil : Int64($0) },
    ] {
      let column = try WrittenColumn.integers64(slots)
      #expect(column.metadata.statistics?.nullCount == Int64(slots.count { $0 == nil }))
    }
  }

  @Test func boundsLeaveNotANumberOutAndHoldBothZeros() throws {
    let mixed = try WrittenColumn.doubles([.nan, 2, -3, .nan, nil])
    #expect(mixed.metadata.statistics?.minValue == littleEndian((-3.0).bitPattern))
    #expect(mixed.metadata.statistics?.maxValue == littleEndian(2.0.bitPattern))
    let only = try WrittenColumn.doubles([.nan, .nan])
    #expect(only.metadata.statistics?.minValue == nil)
    #expect(only.file.metadata.rowGroups[0].columns[0].columnIndexOffset == nil)
    for zero in [0.0, -0.0] {
      let zeros = try WrittenColumn.doubles([zero])
      #expect(zeros.metadata.statistics?.minValue == littleEndian((-0.0).bitPattern))
      #expect(zeros.metadata.statistics?.maxValue == littleEndian(0.0.bitPattern))
    }
    let infinite = try WrittenColumn.doubles([.infinity, -.infinity, .greatestFiniteMagnitude])
    #expect(infinite.metadata.statistics?.maxValue == littleEndian(Double.infinity.bitPattern))
  }

  @Test func smallDecimalsAreIntegersWithSignedBounds() throws {
    let column = try WrittenColumn.integers32([-5, 3, nil, -999], field: .decimal("n", precision: 9, scale: 2))
    #expect(column.metadata.statistics?.minValue == littleEndian(Int32(-999)))
    _ = try WrittenColumn.integers64([-5, 3, nil, .max / 100], field: .decimal("n", precision: 18, scale: 0))
  }

  @Test(arguments: [19, 20, 28, 38])
  func largeDecimalsHaveSignedBounds(precision: Int) throws {
    let field = SchemaNode.decimal("n", precision: precision, scale: 0)
    let width = ParquetSchema(fields: [field]).leaves[0].typeLength
    let values: [Int128] = [0, -1, 1, -12_345_678_901_234_567, 98_765_432_109_876_543, -256, 255]
    let bytes = values.map { value in withUnsafeBytes(of: value.bigEndian) { Array($0.suffix(width)) } }
    let column = try WrittenColumn(field, bytes) { writer, values in
      values.flatMap { $0 }.withUnsafeBufferPointer { (writer as? FixedBytesColumnWriter)?.appendValues($0) }
    }
    #expect(column.contents.values == .bytes(ByteArrayValues(bytes)))
    #expect(column.metadata.statistics?.minValue == bytes[3])
    #expect(column.metadata.statistics?.maxValue == bytes[4])
  }

  @Test(arguments: [0, 1, 7, 8, 9, 20_000, 20_001, 45_003])
  func booleans(count: Int) throws {
    let slots: [Bool?] = (0..<count).map { $0 % 11 == 0 ? nil : $0 % 3 == 0 }
    let column = try WrittenColumn(.boolean("b"), slots) { writer, values in
      values.map { $0 ? 1 : 0 }.withUnsafeBufferPointer { (writer as? BooleanColumnWriter)?.appendValues($0) }
    }
    #expect(column.contents.values == .boolean(slots.compactMap { $0 }))
  }
}
