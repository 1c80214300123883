import MillraceConversion
import MillraceParquet
import Testing

/// Lines longer than the buffer, and lines beyond the limit.
@Suite struct LongLineTests {
  private func record(bytes: Int) -> [UInt8] {
    Array("{\"a\":\"".utf8) + [UInt8](repeating: UInt8(ascii: "x"), count: bytes - 8) + Array("\"}".utf8)
  }

  @Test(arguments: [448, 512, 1_100])
  func longerThanTheBuffer(kibibytes: Int) throws {
    for extra in [-1, 0, 1] {
      let long = record(bytes: kibibytes << 10 + extra)
      let input = Array("{\"a\":\"first\"}\n".utf8) + long + Array("\n{\"a\":\"last\"}\n".utf8)
      let rows = try Conversion(of: input).rows()
      #expect(rows.map { $0["a"]?.string?.utf8.count } == [5, long.count - 8, 4])
    }
  }

  /// The limit is exact, whether the line fits the buffer or not.
  @Test(arguments: [100, 10_000, 500_000, 1_500_000])
  func theLimit(limit: Int) throws {
    let options = ConversionOptions.with { $0.maximumLineBytes = limit }
    for count in [limit - 1, limit, limit + 1, limit + 70_000, 4 * limit] {
      let long = record(bytes: count)
      for position in [0, 1, 700] {
        let before = [UInt8]([[UInt8]](repeating: Array("{\"a\":1}\n".utf8), count: position).joined())
        let input = before + long + Array("\n{\"a\":\"last\"}\nbad\n{\"a\":\"end\"}".utf8)
        let conversion = try Conversion(of: input, options)
        let isTooLong = count > limit
        #expect(conversion.report.rows == position + (isTooLong ? 2 : 3))
        let bad = try #require(conversion.badRecords.last)
        #expect(bad.line == position + 3)
        #expect(bad.byteOffset == Int64(before.count + long.count + 14))
        #expect(conversion.badRecords.count == (isTooLong ? 2 : 1))
        #expect(conversion.report.inflatedBytes == Int64(input.count))
        guard isTooLong, let tooLong = conversion.badRecords.first else { continue }
        #expect(tooLong.line == position + 1)
        #expect(tooLong.byteOffset == Int64(before.count))
        #expect(tooLong.isCut)
        #expect(tooLong.reason.contains("longer than the line limit of \(limit) bytes"))
        #expect(tooLong.bytes.elementsEqual(long.prefix(min(limit, BadRecord.maximumBytes))))
      }
    }
  }

  @Test func nothingBehindTheLongLine() throws {
    let options = ConversionOptions.with { $0.maximumLineBytes = 1_000 }
    for count in [1_001, 600_000, 1 << 20] {
      for ending in ["", "\n"] {
        let conversion = try Conversion(of: record(bytes: count) + Array(ending.utf8), options)
        #expect(conversion.badRecords.map(\.line) == [1])
        #expect(conversion.report.rows == 0)
      }
    }
  }

  @Test func aStringOf30Megabytes() throws {
    let long = record(bytes: 30 << 20)
    let conversion = try Conversion(of: Array("{\"b\":1}\n".utf8) + long + Array("\n{\"b\":2}".utf8))
    let contents = try conversion.file().readColumn(rowGroup: 0, leaf: try conversion.file().schema.leaves[1])
    #expect(contents.values.count == 1)
    #expect(contents.definitionLevels == [0, 1, 0])
    guard case .bytes(let values) = contents.values else {
      Issue.record("no strings")
      return
    }
    #expect(values[0].count == long.count - 8)
  }
}
