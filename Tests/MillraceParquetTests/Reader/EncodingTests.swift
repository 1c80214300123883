import MillraceParquet
import Testing

/// Encodings by the examples of Encodings.md, and by bytes put together by hand.
@Suite struct EncodingTests {
  private func read(
    _ field: SchemaNode, _ encoding: Encoding, _ values: [UInt8], count: Int, definition: [UInt8]? = nil,
    dictionary: (bytes: [UInt8], count: Int)? = nil
  ) throws -> ColumnContents {
    let schema = ParquetSchema(fields: [field])
    let column = HandmadeColumn(
      path: [field.name], type: schema.leaves[0].physical, encoding: encoding, dictionary: dictionary,
      definitionLevels: definition, count: count, values: values)
    let file = try HandmadeFile(schema: schema.elements, rows: count, columns: [column]).open()
    return try file.readColumn(rowGroup: 0, leaf: file.schema.leaves[0])
  }

  @Test func plainBooleansGoFromTheLowestBit() throws {
    let contents = try read(.boolean("b", .required), .plain, [0b0000_1101, 0b1], count: 9)
    #expect(contents.values == .boolean([true, false, true, true, false, false, false, false, true]))
  }

  @Test func bitPackedGroupsAndRunsMix() throws {
    // Three bits a value: the eight numbers 0 to 7, as the specification packs them, then 2 five times.
    let values: [UInt8] = [3, 0b0000_0011, 0b1000_1000, 0b1100_0110, 0b1111_1010, 10, 2]
    let dictionary = (0..<8).flatMap { littleEndian(Int32($0 * 10)) }
    let contents = try read(.int32("n", .required), .rleDictionary, values, count: 13, dictionary: (dictionary, 8))
    #expect(contents.values == .int32([0, 10, 20, 30, 40, 50, 60, 70, 20, 20, 20, 20, 20]))
  }

  @Test func runsOfBooleansHaveALength() throws {
    let contents = try read(.boolean("b", .required), .rle, littleEndian(UInt32(2)) + [8, 1], count: 4)
    #expect(contents.values == .boolean([true, true, true, true]))
  }

  @Test func deltasFollowTheExamplesOfTheSpecification() throws {
    // 1, 2, 3, 4, 5: a block of 128 in four miniblocks, the least delta 1, no bits for what is left.
    let first = try read(
      .int32("n", .required), .deltaBinaryPacked, [0x80, 1, 4, 5, 2, 2, 0, 0, 0, 0], count: 5)
    #expect(first.values == .int32([1, 2, 3, 4, 5]))
    // 7, 5, 3, 1, 2, 3, 4, 5: deltas relative to -2 are 0, 0, 0, 3, 3, 3, 3 of two bits.
    let packed: [UInt8] = [0b1100_0000, 0b0011_1111] + [UInt8](repeating: 0, count: 6)
    let second = try read(
      .int64("n", .required), .deltaBinaryPacked, [0x80, 1, 4, 8, 14, 3, 2, 0, 0, 0] + packed, count: 8)
    #expect(second.values == .int64([7, 5, 3, 1, 2, 3, 4, 5]))
  }

  @Test func deltasWrapAround() throws {
    // From the least number to the greatest is one step down.
    let values: [UInt8] =
      [0x80, 1, 4, 2] + [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1] + [1, 0, 0, 0, 0]
    #expect(try read(.int64("n", .required), .deltaBinaryPacked, values, count: 2).values == .int64([.min, .max]))
  }

  @Test func deltaByteArraysShareTheirPrefixes() throws {
    func lengths(_ first: UInt8, _ minimum: UInt8, _ count: UInt8) -> [UInt8] {
      [0x80, 1, 4, count, first, minimum, 0, 0, 0, 0]
    }
    // Prefixes 0 and 2, suffixes "axis" and "le": lengths 4 and 2.
    let values = lengths(0, 4, 2) + lengths(8, 3, 2) + [UInt8]("axisle".utf8)
    let contents = try read(.string("s", .required), .deltaByteArray, values, count: 2)
    #expect(contents.values == .bytes(ByteArrayValues([Array("axis".utf8), Array("axle".utf8)])))
  }

  @Test func splitStreamsAreJoined() throws {
    let values: [UInt8] = [0xAA, 0x00, 0xBB, 0x11, 0xCC, 0x22, 0xDD, 0x33]
    let contents = try read(.int32("n", .required), .byteStreamSplit, values, count: 2)
    #expect(contents.values == .int32([Int32(bitPattern: 0xDDCC_BBAA), 0x3322_1100]))
  }

  @Test func nullsHaveNoValues() throws {
    let contents = try read(.int32("n"), .plain, littleEndian(Int32(6)), count: 3, definition: [0, 1, 0])
    #expect(contents.values == .int32([6]))
    #expect(contents.definitionLevels == [0, 1, 0])
  }

  @Test func olderLevelsGoFromTheHighestBit() throws {
    let schema = ParquetSchema(fields: [.int32("n")])
    let column = HandmadeColumn(
      path: ["n"], type: .int32, levelEncoding: .bitPacked, encodedLevels: [0b1010_0000], count: 3,
      values: littleEndian(Int32(1)) + littleEndian(Int32(2)))
    let file = try HandmadeFile(schema: schema.elements, rows: 3, columns: [column]).open()
    #expect(try file.rows() == [#"{"n":1}"#, #"{"n":null}"#, #"{"n":2}"#])
  }

  @Test func damageIsAnError() {
    let required = SchemaNode.int32("n", .required)
    #expect(throws: ParquetError.self) { try read(required, .plain, [1, 2, 3], count: 1) }
    #expect(throws: ParquetError.self) { try read(required, .rleDictionary, [1, 2, 0], count: 1) }
    #expect(throws: ParquetError.self) {
      try read(required, .rleDictionary, [1, 2, 1], count: 1, dictionary: (littleEndian(Int32(1)), 1))
    }
    #expect(throws: ParquetError.self) { try read(required, .rle, [1, 0, 0, 0, 2], count: 1) }
    #expect(throws: ParquetError.self) { try read(required, .deltaBinaryPacked, [0x80, 1, 4, 9, 2, 2], count: 5) }
    #expect(throws: ParquetError.self) { try read(required, .deltaByteArray, [0x80, 1, 4, 1, 2], count: 1) }
    #expect(throws: ParquetError.self) { try read(.int32("n"), .plain, [], count: 1, definition: [2]) }
  }
}
