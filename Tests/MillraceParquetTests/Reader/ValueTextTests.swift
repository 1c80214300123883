import MillraceParquet
import Testing

/// How values are shown, by the rows of handmade files.
@Suite struct ValueTextTests {
  private func show(_ field: SchemaNode, _ values: [[UInt8]]) throws -> [String] {
    let schema = ParquetSchema(fields: [field])
    let column = HandmadeColumn(
      path: [field.name], type: schema.leaves[0].physical, count: values.count, values: values.flatMap { $0 })
    let file = try HandmadeFile(schema: schema.elements, rows: values.count, columns: [column]).open()
    return try file.rows().map { String($0.dropFirst(5).dropLast()) }
  }

  private func leaf(_ physical: PhysicalType, _ logical: LogicalType?, _ length: Int = 0) -> SchemaNode {
    .leaf("v", .required, physical, logical, typeLength: length)
  }

  @Test func dates() throws {
    let days: [Int32] = [0, -1, 19_782, 11_016, -719_528, -719_529, 2_932_896, 2_932_897]
    #expect(
      try show(.date("v", .required), days.map { littleEndian($0) }) == [
        #""1970-01-01""#, #""1969-12-31""#, #""2024-02-29""#, #""2000-02-29""#, #""0000-01-01""#, #""-0001-12-31""#,
        #""9999-12-31""#, #""10000-01-01""#,
      ])
  }

  @Test func timestamps() throws {
    let micros: [Int64] = [0, 1, -1, 1_700_000_000_000_000, 1_700_000_000_120_000, .min]
    let shown = try show(.timestampMicros("v", utc: true, .required), micros.map { littleEndian($0) })
    #expect(
      shown == [
        #""1970-01-01T00:00:00Z""#, #""1970-01-01T00:00:00.000001Z""#, #""1969-12-31T23:59:59.999999Z""#,
        #""2023-11-14T22:13:20Z""#, #""2023-11-14T22:13:20.120Z""#, #""-290308-12-21T19:59:05.224192Z""#,
      ])
    let local = leaf(.int64, .timestamp(isAdjustedToUTC: false, unit: .nanos))
    #expect(try show(local, [littleEndian(Int64(5))]) == [#""1970-01-01T00:00:00.000000005""#])
    let time = leaf(.int32, .time(isAdjustedToUTC: true, unit: .millis))
    #expect(try show(time, [littleEndian(Int32(86_399_999))]) == [#""23:59:59.999""#])
    let legacy = littleEndian(Int64(3_600_000_000_000)) + littleEndian(UInt32(2_440_589))
    #expect(try show(leaf(.int96, nil), [legacy]) == [#""1970-01-02T01:00:00""#])
  }

  @Test func decimals() throws {
    let small: [Int32] = [12_345, -5, 0, 100]
    #expect(
      try show(.decimal("v", precision: 9, scale: 3, .required), small.map { littleEndian($0) })
        == ["12.345", "-0.005", "0.000", "0.100"])
    let least: [UInt8] = [0x80] + [UInt8](repeating: 0, count: 15)
    let one: [UInt8] = [UInt8](repeating: 0, count: 15) + [1]
    let minusOne = [UInt8](repeating: 0xFF, count: 16)
    #expect(
      try show(.decimal("v", precision: 38, scale: 2, .required), [least, one, minusOne])
        == ["-1701411834604692317316873037158841057.28", "0.01", "-0.01"])
  }

  @Test func numbers() throws {
    let unsigned = leaf(.int64, .integer(bitWidth: 64, isSigned: false))
    #expect(try show(unsigned, [littleEndian(Int64(-1))]) == ["18446744073709551615"])
    let reals: [Double] = [0.1, -0.0, .infinity, -.infinity, .nan, 1e300]
    #expect(
      try show(.double("v", .required), reals.map { littleEndian($0.bitPattern) })
        == ["0.1", "-0.0", #""Infinity""#, #""-Infinity""#, #""NaN""#, "1e+300"])
    let half = leaf(.fixedLenByteArray, .float16, 2)
    #expect(
      try show(half, [[0x00, 0x3C], [0x01, 0x00], [0x00, 0xFC], [0xFF, 0x7B]])
        == ["1.0", "5.9604645e-08", #""-Infinity""#, "65504.0"])
  }

  @Test func bytes() throws {
    let text = "a\"\\\u{1}\n\u{1F600}"
    #expect(try show(.string("v", .required), [plain([text])]) == [#""a\"\\\u0001\n😀""#])
    let broken = littleEndian(UInt32(2)) + [0x61, 0xFF]
    #expect(try show(.string("v", .required), [broken]) == ["\"a\u{FFFD}\""])
    let binary = leaf(.byteArray, nil)
    #expect(
      try show(binary, [plain([""]), plain(["f"]), plain(["fo"]), plain(["foo"]), plain(["foob"])])
        == [#""""#, #""Zg==""#, #""Zm8=""#, #""Zm9v""#, #""Zm9vYg==""#])
    #expect(
      try show(.uuid("v", .required), [(0..<16).map { UInt8($0 * 17) }])
        == [#""00112233-4455-6677-8899-aabbccddeeff""#])
  }
}
