import MillraceConversion
import MillraceParquet
import Testing

/// The result depends on the inputs and options, and on nothing else.
@Suite struct SameBytesTests {
  @Test(arguments: [1 << 12, 1 << 15, 64 << 20], [SampleFile.Compression.none, .gzip])
  func whateverTheNumberOfWorkers(rowGroupBytes: Int, compression: SampleFile.Compression) throws {
    let directory = try TemporaryDirectory()
    let inputs = try (0..<4).map { index in
      let bytes = try compression.compress(SampleFile.records([700, 3, 0, 400][index], seed: UInt64(index)))
      return ConversionInput(path: try directory.write(bytes, to: "\(index)"), name: "\(index)")
    }
    var expected: [UInt8]?
    for workers in [1, 2, 3, 8, 2] {
      let options = ConversionOptions.with {
        $0.workers = workers
        $0.rowGroupBytes = rowGroupBytes
      }
      let bytes = try Conversion(inputs, options).bytes
      #expect(bytes == expected ?? bytes)
      expected = bytes
    }
  }

  @Test func inferredColumnsToo() throws {
    let input = SampleFile.records(1_500)
    var expected: [UInt8]?
    for workers in [1, 2, 8] {
      let options = ConversionOptions.with {
        $0.columns = .inferred
        $0.workers = workers
        $0.rowGroupBytes = 1 << 14
      }
      let bytes = try Conversion(of: input, options).bytes
      #expect(bytes == expected ?? bytes)
      expected = bytes
    }
  }

  /// However the input is cut and compressed, the rows are the same.
  @Test(arguments: [1, 1 << 12, 64 << 20])
  func rowsAreTheSameHoweverTheInputIsCut(rowGroupBytes: Int) throws {
    let input = SampleFile.records(600)
    let plain = try Conversion(of: input).lines()
    let options = ConversionOptions.with {
      $0.rowGroupBytes = rowGroupBytes
      $0.workers = 3
    }
    for compression in SampleFile.Compression.allCases {
      let rows = try Conversion(of: try compression.compress(input), options).lines()
      #expect(rows == plain)
    }
  }

  @Test func manyTinyFiles() throws {
    let directory = try TemporaryDirectory()
    let inputs = try (0..<2_000).map { index in
      ConversionInput(path: try directory.write("{\"n\":\(index)}".utf8, to: "\(index)"), name: "\(index)")
    }
    let conversion = try Conversion(inputs, .with { $0.workers = 3 })
    #expect(try conversion.lines() == (0..<2_000).map { "{\"n\":\"\($0)\"}" })
    #expect(conversion.report.inputs.allSatisfy { $0.rows == 1 && $0.failure == nil })
  }

  /// Each row brings 100 columns of its own.
  @Test func tenThousandSparseColumns() throws {
    let rows = (0..<100).map { row in
      "{\"id\":\(row)" + (0..<100).map { ",\"column \(row * 100 + $0)\":\"v\"" }.joined() + "}\n"
    }
    let file = try Conversion(of: rows.joined().utf8).file()
    #expect(file.schema.leaves.count == 10_001)
    for index in [1, 5_000, 10_000] {
      let contents = try file.readColumn(rowGroup: 0, leaf: file.schema.leaves[index])
      #expect(contents.values.count == 1)
      #expect(contents.definitionLevels.firstIndex(of: 1) == (index - 1) / 100)
    }
  }
}
