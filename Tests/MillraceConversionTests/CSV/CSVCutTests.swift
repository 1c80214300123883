import Foundation
import MillraceCSV
import MillraceConversion
import Testing

/// However CSV is cut, compressed and shared among workers, the result is the same.
@Suite struct CSVCutTests {
  /// Records with quotes, line ends in quotes, stray quotes and bad records among them.
  private static func records(_ count: Int, seed: UInt64) -> (bytes: [UInt8], rows: Int, bad: Int) {
    var random = SeededGenerator(seed: seed)
    var text = "id,name,note\n"
    var bad = 0
    for number in 0..<count {
      let name = random.pick([
        "ann", "\"b,en\"", "\"çi\"\"m\"", "5\" d", "\"two\r\nlines\"", "\"\n,\n\"\"\"", "", "\"\"",
      ])
      let note =
        random.one(in: 40)
        ? "\"" + String(repeating: random.pick(["n\n", "\"\"", ",", "x"]), count: random.below(2_000)) + "\""
        : "n\(number)"
      if random.one(in: 60) {
        bad += 1
        text += "\(number),\"x\" y,\n"
      } else {
        text += "\(number),\(name),\(note)" + random.pick(["\n", "\r\n"])
      }
    }
    return (Array(text.utf8), count - bad, bad)
  }

  @Test(arguments: [1, 1 << 10, 1 << 14, 64 << 20], [ColumnsMode.strings, .inferred])
  func whateverTheSlices(rowGroupBytes: Int, columns: ColumnsMode) throws {
    let (bytes, rows, bad) = Self.records(600, seed: 7)
    var options = ConversionOptions.with {
      $0.format = .csv
      $0.columns = columns
    }
    let whole = try Conversion(of: bytes, options)
    #expect(whole.report.rows == rows)
    #expect(whole.badRecords.count == bad)
    options.rowGroupBytes = rowGroupBytes
    for compression in SampleFile.Compression.allCases {
      var expected: [UInt8]?
      for workers in [1, 2, 5] {
        options.workers = workers
        let conversion = try Conversion(of: try compression.compress(bytes), options)
        #expect(try conversion.lines() == whole.lines())
        #expect(conversion.badRecords == whole.badRecords)
        #expect(conversion.bytes == expected ?? conversion.bytes)
        #expect(conversion.report.inflatedBytes == Int64(bytes.count))
        expected = conversion.bytes
      }
    }
  }

  @Test(arguments: [1 << 14, 64 << 20], [64 << 10, 64 << 20])
  func anOpenQuoteSpoilsItsLineWhateverTheSlices(rowGroupBytes: Int, maximumLineBytes: Int) throws {
    let (before, rows, bad) = Self.records(400, seed: 5)
    let lines = 1_500
    let open = "-1,\"a\nb\",\"never closed"
    let text = "\(open)\r\n" + String(repeating: "1,ann,\(String(repeating: "d", count: 500))\n", count: lines)
    var expected: [UInt8]?
    for workers in [1, 3] {
      let options = ConversionOptions.with {
        $0.format = .csv
        $0.rowGroupBytes = rowGroupBytes
        $0.maximumLineBytes = maximumLineBytes
        $0.workers = workers
      }
      let conversion = try Conversion(of: before + Array(text.utf8), options)
      #expect(conversion.report.rows == rows + lines)
      #expect(conversion.badRecords.count == bad + 1)
      let record = conversion.badRecords.last
      #expect(record?.bytes == Array(open.utf8))
      #expect(record?.errorOffset == 9)
      #expect(record?.byteOffset == Int64(before.count))
      #expect(record?.reason.contains("quote") == true)
      #expect(conversion.bytes == expected ?? conversion.bytes)
      expected = conversion.bytes
    }
  }

  @Test func aPipeIsCutToo() throws {
    let directory = try TemporaryDirectory()
    let (bytes, _, _) = Self.records(20_000, seed: 3)
    let options = ConversionOptions.with {
      $0.format = .csv
      $0.rowGroupBytes = 1 << 16
    }
    let whole = try Conversion(of: bytes, options)
    let path = directory.path("pipe")
    #expect(mkfifo(path, 0o600) == 0)
    let feeder = Feeder(path: path, bytes: bytes)
    let piped = try Conversion([ConversionInput(path: path, name: "input")], options)
    feeder.wait()
    #expect(try piped.lines() == whole.lines())
    #expect(piped.badRecords == whole.badRecords)
  }
}
