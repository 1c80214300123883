import MillraceConversion
import MillraceParquet
import Testing

/// A conversion that has been run, and what it wrote, which has been verified.
struct Conversion {
  var report: ConversionReport
  var badRecords: [BadRecord]
  var bytes: [UInt8]

  /// Converts files and holds the output against `ParquetVerifier`.
  init(
    _ inputs: [ConversionInput], _ options: ConversionOptions = .init(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let sink = MemorySink()
    var badRecords: [BadRecord] = []
    report = try Converter(options: options).convert(inputs, to: sink, badRecords: { badRecords.append($0) })
    self.badRecords = badRecords
    bytes = sink.bytes
    let findings = ParquetVerifier.verify(try file()).findings
    #expect(findings.isEmpty, sourceLocation: sourceLocation)
    #expect(report.outputBytes == Int64(bytes.count), sourceLocation: sourceLocation)
    #expect(report.badRecords == badRecords.count, sourceLocation: sourceLocation)
  }

  /// Converts one file with the content `input`.
  init(
    of input: some Sequence<UInt8>, _ options: ConversionOptions = .init(),
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let directory = try TemporaryDirectory()
    let path = try directory.write(input, to: "input")
    try self.init([ConversionInput(path: path, name: "input")], options, sourceLocation: sourceLocation)
    withExtendedLifetime(directory) {}
  }

  func file() throws -> ParquetFile { try ParquetFile(bytes: ByteArrayFile(bytes)) }

  /// The names of the columns.
  func columns() throws -> [String] { try file().schema.fields.map(\.name) }

  /// The rows as JSON text.
  func lines() throws -> [String] {
    var reader = try ParquetRowReader(file())
    var lines: [String] = []
    var row: [UInt8] = []
    while try reader.appendNext(to: &row) {
      lines.append(String(decoding: row, as: UTF8.self))
      row.removeAll(keepingCapacity: true)
    }
    return lines
  }

  /// The rows as trees.
  func rows() throws -> [JSONValue] { try lines().map { try JSONValue(parsing: Array($0.utf8)) } }
}

extension ConversionOptions {
  /// The defaults with some changes, and no limit on the share of bad records.
  static func with(_ change: (inout ConversionOptions) -> Void) -> ConversionOptions {
    var options = ConversionOptions()
    options.badRecords.maximumFraction = nil
    change(&options)
    return options
  }

  /// Columns as a user lists them.
  static func explicit(_ columns: String, _ change: (inout ConversionOptions) -> Void = { _ in }) throws
    -> ConversionOptions
  {
    let columns = try ColumnType.parseColumns(columns)
    return .with {
      $0.columns = .explicit(columns)
      change(&$0)
    }
  }
}
