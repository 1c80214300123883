import ArgumentParser
import Foundation
import MillraceCompression
import MillraceSampleData

/// Sample data: the same options always give the same bytes.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Generate sample data: web events of 23 keys, about 770 bytes a record.",
    discussion: """
      Writes files named yyyy-mm-dd-events-00001.ndjson into the directory OUT. The records are events of a web shop: \
      UUIDs, URLs, timestamps in order, numbers, booleans, nulls and absent keys, text with escapes and in many scripts, \
      one nested object (geo), one array (tags). The same options give the same bytes, on every machine.

      With --bad-share some records are damaged, each in one of several ways; --report says which.

      EXAMPLES
        millrace generate inbox
        millrace generate inbox --count 10 --days 3 --gzip
        millrace generate --single 500MB events.ndjson
        millrace generate --single 10MB - | millrace convert - events.parquet
        millrace generate inbox --bad-share 0.001 --report bad.json
      """)

  @Argument(
    help: ArgumentHelp("Directory for the files; with --single, the file, or - for standard output.", valueName: "out"))
  var out: String

  @Option(help: "Number of files.")
  var count = 300

  @Option(help: "Size of each file before compression.")
  var size = SizeArgument(bytes: 3_500_000)

  @Option(help: "Write one file of this size instead.")
  var single: SizeArgument?

  @Option(help: "Another seed gives other data.")
  var seed: UInt64 = 1

  @Option(help: "ndjson, csv, or json (an array in each file, after comment lines).")
  var format = SampleFormat.ndjson

  @Option(help: "Number of days over which the files are spread.")
  var days = 1

  @Option(help: "Day of the first file, yyyy-mm-dd.")
  var firstDay = CivilDate(daysSince1970: 20_454)

  @Option(help: "Share of the records that are damaged, from 0 to 1.")
  var badShare = 0.0

  @Option(help: "File to which the list of damaged records is written, as JSON.")
  var report: String?

  @Option(help: "Comment lines before the array; json only.")
  var commentLines = 3

  @Flag(help: "Compress the files.")
  var compression: SampleCompression?

  @Option(help: "Number of threads.")
  var workers = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print what was generated as JSON.")
  var json = false

  func validate() throws {
    func check(_ condition: Bool, _ message: String) throws {
      if !condition { throw ValidationError(message) }
    }
    try check(count > 0, "--count must be at least 1.")
    try check(days > 0 && days <= count, "--days must be at least 1 and at most the number of files (\(count)).")
    try check((0...1).contains(badShare), "--bad-share is a share from 0 to 1; 0.001 is one in a thousand.")
    try check(workers > 0, "--workers must be at least 1.")
    try check(commentLines >= 0, "--comment-lines cannot be negative.")
    try check(out != "-" || single != nil, "Only one file can go to standard output: use --single SIZE.")
    try check(out != "-" || !json, "Standard output cannot take both the data and --json; use --report.")
  }

  func run() throws {
    let start = ContinuousClock.now
    let result = try generate()
    if let report { try write(result, to: report) }
    if json {
      try FactsOutput.print(result)
    } else if out != "-" {
      let elapsed = ContinuousClock.now - start
      let bad = result.badRecords > 0 ? ", \(Quantity.count(result.badRecords)) of them damaged" : ""
      StandardOutput.shared.print(
        "\(out): \(Quantity.counted(result.files.count, "file")), \(Quantity.counted(result.records, "record"))\(bad), "
          + "\(Quantity.bytes(result.bytes)), \(Quantity.rate(result.bytes, in: elapsed))")
    }
  }

  private var options: SampleOptions {
    var options = SampleOptions()
    options.count = single == nil ? count : 1
    options.fileSize = (single ?? size).bytes
    options.seed = seed
    options.format = format
    options.firstDay = firstDay
    options.days = single == nil ? days : 1
    options.badPerMillion = Int((badShare * 1_000_000).rounded())
    options.commentLines = commentLines
    return options
  }

  private func generate() throws -> SampleReport {
    let options = options
    let output = SampleOutput(options: options, compression: compression?.format ?? .none)
    if single != nil {
      return SampleReport(files: try options.files.map { try output.write($0, to: out) })
    }
    try createDirectory(out)
    let progress = ProgressLine()
    defer { progress.clear() }
    return try SampleWriter(output: output, directory: out).run(threads: workers) { done, bytes in
      progress.draw("\(done) of \(options.count) files, \(Quantity.bytes(bytes))")
    }
  }

  private func write(_ result: SampleReport, to path: String) throws {
    let file = try OutputFile(path)
    var text = try FactsOutput.text(result) + "\n"
    try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.publish(durable: false)
  }
}
