import MillraceConversion
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Random records against a slow reference, value by value. `MILLRACE_FUZZ_ROUNDS` sets how many files each test makes.
@Suite struct ModelTests {
  static let rounds = getenv("MILLRACE_FUZZ_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 8

  /// Small row groups make slices, late columns and many workers meet.
  private static func tune(_ options: inout ConversionOptions, _ random: inout SeededGenerator) {
    options.workers = random.pick([1, 2, 3])
    options.rowGroupBytes = random.pick([1 << 12, 1 << 13, 64 << 20])
    options.compression = random.pick(OutputCompression.allCases)
  }

  private func compare(_ conversion: Conversion, _ records: [String], _ row: (JSONValue) -> ReferenceRow) throws {
    let rows = try conversion.rows()
    try #require(rows.count == records.count)
    var repeated = 0
    for (index, record) in records.enumerated() {
      let reference = row(try JSONValue(parsing: record))
      repeated += reference.repeatedKeys
      if let difference = reference.difference(from: rows[index]) {
        Issue.record("row \(index), \(difference), from \(record)")
        return
      }
    }
    #expect(conversion.report.duplicateKeys == repeated)
    #expect(conversion.badRecords.isEmpty)
  }

  @Test(arguments: 0..<rounds)
  func everyColumnAsText(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let columns = random.columns(1 + random.below(10), depth: 2)
    var options = ConversionOptions.with { _ in }
    Self.tune(&options, &random)
    var source = RandomRecords(random: random, columns: columns)
    let records = (0..<150).map { _ in source.record() }
    let conversion = try Conversion(of: records.joined(separator: "\n").utf8, options)
    try compare(conversion, records) { ReferenceRow(strings: $0) }
  }

  @Test(arguments: 0..<rounds)
  func listedColumns(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(1_000 + seed))
    let columns = random.columns(1 + random.below(7), depth: 3)
    var options = ConversionOptions.with { $0.columns = .explicit(columns) }
    Self.tune(&options, &random)
    var source = RandomRecords(random: random, columns: columns)
    let records = (0..<150).map { _ in source.record() }
    let conversion = try Conversion(of: records.joined(separator: "\n").utf8, options)
    try compare(conversion, records) { ReferenceRow($0, columns, anyText: true) }
    let written = try conversion.columns()
    #expect(written == columns.map(\.name) + [DatasetSchema.rescued])
  }

  @Test(arguments: 0..<rounds)
  func inferredColumns(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(2_000 + seed))
    let columns = random.columns(1 + random.below(7), depth: 3)
    var options = ConversionOptions.with { $0.columns = .inferred }
    Self.tune(&options, &random)
    var source = RandomRecords(random: random, columns: columns, conflicts: 10_000)
    let records = (0..<150).map { _ in source.record() }
    let conversion = try Conversion(of: records.joined(separator: "\n").utf8, options)
    try compare(conversion, records) { ReferenceRow($0, conversion.report.schema.columns, anyText: false) }
  }

  @Test(arguments: 0..<rounds)
  func oneJSONText(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(3_000 + seed))
    let columns = random.columns(1 + random.below(7), depth: 2)
    var options = ConversionOptions.with { $0.columns = .explicit(columns) }
    Self.tune(&options, &random)
    options.format = .json
    var source = RandomRecords(random: random, columns: columns)
    let records = (0..<150).map { _ in source.record() }
    let text = "\n[" + records.joined(separator: random.pick([",", "\n,\n", " , "])) + "]\r\n"
    try compare(try Conversion(of: text.utf8, options), records) { ReferenceRow($0, columns, anyText: true) }
  }
}
