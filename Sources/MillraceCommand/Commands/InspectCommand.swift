import ArgumentParser
import MillraceParquet

/// Looks into a Parquet file.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what is in a Parquet file: schema, row groups, encodings, sizes, statistics, rows.",
    discussion: """
      Reads files of any common writer. With --head the first rows are printed as JSON, one a line, and nothing else. With \
      --verify every page is read and compared with what the metadata says (checksums, counts, offsets, bounds, page \
      indexes); the exit code is 1 if something is wrong.

      EXAMPLES
        millrace inspect events.parquet
        millrace inspect events.parquet --head 5 --columns url,country
        millrace inspect events.parquet --verify
        millrace inspect events.parquet --json | jq .rows
      """)

  @Argument(help: ArgumentHelp("The Parquet file.", valueName: "file"))
  var file: String

  @Option(help: ArgumentHelp("Print the first rows as JSON, one a line.", valueName: "rows"))
  var head: Int?

  @Option(help: ArgumentHelp("Only these columns, separated by commas.", valueName: "names"))
  var columns: String?

  @Flag(help: "Read all pages and compare them with the metadata.")
  var verify = false

  @Flag(help: "Print the description as JSON.")
  var json = false

  func validate() throws {
    if let head, head < 0 { throw ValidationError("--head cannot be negative.") }
    if verify, head != nil { throw ValidationError("--verify and --head are different questions; ask one at a time.") }
  }

  func run() throws {
    do {
      let file = try ParquetFile(path: file)
      if verify {
        try report(ParquetVerifier.verify(file))
      } else if let head {
        try printRows(of: file, limit: head)
      } else {
        let description = try ParquetDescription(file, columns: columnNames)
        StandardOutput.shared.print(json ? String(decoding: description.json, as: UTF8.self) : description.text)
      }
    } catch let error as ParquetError {
      let status: ExitStatus = error.code == .invalidArgument ? .usage : .failed
      let place = error.message.hasPrefix(file) ? "" : "\(file): "
      throw CommandFailure(status: status, message: place + error.message)
    }
  }

  private var columnNames: [String]? {
    columns.map { $0.split(separator: ",").map { String($0.trimmingPrefix(" ")) } }
  }

  private func printRows(of file: ParquetFile, limit: Int) throws {
    var rows = try ParquetRowReader(file, columns: columnNames, limit: limit)
    var row: [UInt8] = []
    while try rows.appendNext(to: &row) {
      row.append(UInt8(ascii: "\n"))
      if row.count >= 1 << 16 {
        try row.withUnsafeBytes { try StandardOutput.shared.write($0) }
        row.removeAll(keepingCapacity: true)
      }
    }
    try row.withUnsafeBytes { try StandardOutput.shared.write($0) }
  }

  /// The result of `--verify`, for `--json`.
  private struct Facts: Encodable {
    var file: String
    var sound: Bool
    var findings: [String]
    var columnChunks: Int
    var pages: Int
    var checksums: Int
    var values: Int64
  }

  private func report(_ result: ParquetVerification) throws {
    if json {
      try FactsOutput.print(
        Facts(
          file: file, sound: result.isSound, findings: result.findings.map(\.description),
          columnChunks: result.columnChunks, pages: result.pages, checksums: result.checksums, values: result.values))
    } else {
      for finding in result.findings { StandardOutput.shared.print("\(file): \(finding)") }
      StandardOutput.shared.print(
        "\(file): \(result.isSound ? "sound" : Quantity.counted(result.findings.count, "fault")); "
          + "read \(Quantity.counted(result.columnChunks, "column chunk")), \(Quantity.counted(result.pages, "page")) "
          + "(\(Quantity.count(result.checksums)) with checksums), \(Quantity.count(result.values)) values")
    }
    if !result.isSound { throw ExitStatus.failed }
  }
}
