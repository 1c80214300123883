import ArgumentParser
import Foundation
import MillraceConversion

/// JSON and CSV to Parquet with no configuration at all.
struct ConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert NDJSON, JSON or CSV files to Parquet.",
    discussion: """
      The inputs are files, patterns, directories (all .ndjson, .jsonl and .json files below, or else all .csv and \
      .tsv files, also .gz and .zst), or - for standard input. gzip and zstd are detected from the bytes. An OUT that ends in .parquet is one file, - is standard \
      output; any other OUT is a directory of part files, each from at most --batch-size of input.

      Rows keep the order of the input. An output appears when it is whole, never before. A bad record is left out and \
      reported, an input that is damaged or has more bad records than --bad-limit is left out as a whole; the exit code \
      is then 3.

      --where and --select take expressions in JMESPath, the language of the AWS command line's --query. Values keep \
      their text, and numbers their digits.

      EXAMPLES
        millrace convert events.ndjson events.parquet
        millrace convert inbox/ lake/ --columns inferred --compression zstd
        millrace convert 'logs/2026-*.ndjson.gz' logs.parquet --quarantine bad
        millrace convert events.ndjson ca.parquet \\
          --where "country == 'CA'" --select '{id: event_id, city: geo.city, price: price}'
        millrace convert sales.csv sales.parquet --columns inferred --delimiter ';' --encoding latin-1
        curl -s "$URL" | millrace convert - events.parquet
        millrace convert a.json a.parquet \\
          --columns 'id: int64, price: decimal(12,2), tags: list<string>'
      """)

  @Argument(
    help: ArgumentHelp("The inputs, and last the output.", valueName: "in… out"))
  var paths: [String]

  @OptionGroup var conversion: ConversionFlags

  @Option(help: ArgumentHelp("Input bytes for each part file, as stored.", valueName: "size"))
  var batchSize = SizeArgument(bytes: 1_000_000_000)

  @Option(help: ArgumentHelp("Directory that takes the bad records, as NDJSON.", valueName: "dir"))
  var quarantine: String?

  @Flag(help: "Replace an output that exists.")
  var overwrite = false

  @Flag(help: "Print what was done as JSON.")
  var json = false

  func validate() throws {
    if paths.count < 2 {
      throw ValidationError(
        "Name at least one input, and last the output: millrace convert events.ndjson events.parquet")
    }
    if batchSize.bytes < 1 { throw ValidationError("--batch-size must be at least 1 byte.") }
  }

  func run() throws {
    let start = ContinuousClock.now
    let out = paths[paths.count - 1]
    let target = ConversionTarget(out)
    try target.check(overwrite: overwrite)
    let items = try InputList(Array(paths.dropLast())).items
    try checkDistinct(items, from: out)
    if case .directory(let path) = target { try createDirectory(path) }
    var facts = try convert(items, target: target)
    facts.sum(elapsed: ContinuousClock.now - start)
    try report(facts, out: out)
  }

  private func convert(_ items: [InputList.Item], target: ConversionTarget) throws -> ConversionFacts {
    var options = conversion.options(forInputs: items.map { $0.input.path ?? $0.input.name })
    let parts = ConversionPart.divide(items, target: target, batchSize: batchSize.bytes)
    if case .inferred = options.columns, parts.count > 1 {
      // One schema for all parts, so that they can be read as one table.
      options.schema = try Converter(options: options).inferSchema(items.map(\.input))
    }
    var run = ConversionRun(options: options, quarantine: quarantine, progress: ConversionProgressLine(items))
    let replaced = target.existingParts()
    for part in parts { try run.convert(part) }
    for path in replaced where !run.facts.outputs.contains(where: { $0.path == path }) {
      try? FileManager.default.removeItem(atPath: path)
    }
    return run.facts
  }

  /// An output must not replace one of its inputs.
  private func checkDistinct(_ items: [InputList.Item], from out: String) throws {
    guard out != "-" else { return }
    let place = URL(fileURLWithPath: out).resolvingSymlinksInPath().path
    for item in items {
      guard let path = item.input.path, path != "-" else { continue }
      if URL(fileURLWithPath: path).resolvingSymlinksInPath().path == place {
        throw CommandFailure.usage("\(out): is an input and the output. Choose another name for the output.")
      }
    }
  }

  private func report(_ facts: ConversionFacts, out: String) throws {
    StandardError.write(facts.complaints)
    if facts.outputs.isEmpty {
      throw CommandFailure(message: "nothing was converted: no input could be read to its end.")
    }
    if json, out != "-" {
      try FactsOutput.print(facts)
    } else if out == "-" {
      StandardError.write(json ? try FactsOutput.text(facts) + "\n" : "")
    } else {
      StandardOutput.shared.print(facts.summary(out: out))
    }
    if facts.badRecords > 0 || !facts.leftOut.isEmpty { throw ExitStatus.incomplete }
  }
}
