import ArgumentParser
import Foundation
import MillraceConversion
import MillraceJSON

/// The options that say how records become Parquet.
struct ConversionFlags: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "strings (every column is text), inferred (types from a sample), or a list: 'id: int64, tags: list<string>'.",
      valueName: "columns"),
    transform: { try ColumnsArgument(parsing: $0) })
  var columns = ColumnsArgument.strings

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Take only the records for which this JMESPath expression holds: \"country == 'CA' && price > `10`\".",
      valueName: "expression"),
    transform: { try ExpressionArgument(parsing: $0) })
  var condition: ExpressionArgument?

  @Option(
    help: ArgumentHelp(
      "Make of each record what this JMESPath expression picks, an object: '{id: event_id, city: geo.city}'. Applied behind --where.",
      valueName: "expression"),
    transform: { try ExpressionArgument(parsing: $0) })
  var select: ExpressionArgument?

  @Option(help: "snappy, zstd, gzip or none.")
  var compression = OutputCompression.snappy

  @Option(
    help:
      "ndjson (one object a line), json (an array of objects, or objects one after the other), csv, or auto: by the names."
  )
  var format = FormatArgument.auto

  @OptionGroup(title: "CSV") var csv: CSVFlags

  @Option(help: "Number of threads. The result does not depend on it.")
  var workers = ProcessInfo.processInfo.activeProcessorCount

  @Option(help: ArgumentHelp("Input bytes that make a row group.", valueName: "size"))
  var rowGroup = SizeArgument(bytes: ConversionOptions().rowGroupBytes)

  @Option(help: ArgumentHelp("Longer records are bad records.", valueName: "size"))
  var lineLimit = SizeArgument(bytes: ConversionOptions().maximumLineBytes)

  @Option(help: ArgumentHelp("An input with more bad records is left out: 50%, 1000 or none.", valueName: "limit"))
  var badLimit = BadLimitArgument.half

  func validate() throws {
    try csv.check()
    if workers < 1 { throw ValidationError("--workers must be at least 1.") }
    if rowGroup.bytes < 1 << 10 { throw ValidationError("--row-group must be at least 1KiB.") }
    if lineLimit.bytes < 1 { throw ValidationError("--line-limit must be at least 1 byte.") }
    if lineLimit.bytes > 1 << 30 {
      throw ValidationError("--line-limit can be at most 1GiB, the largest Parquet page.")
    }
  }

  private var transform: RecordTransform {
    RecordTransform([condition.map { .keep($0.expression) }, select.map { .select($0.expression) }].compactMap { $0 })
  }

  /// The options for inputs of these names.
  func options(forInputs names: [String]) -> ConversionOptions {
    var options = ConversionOptions()
    options.format = format.format(forInputs: names)
    options.transform = transform
    options.csv = csv.dialect(forInputs: names)
    options.columns = columns.mode
    options.compression = compression
    options.workers = workers
    options.rowGroupBytes = rowGroup.bytes
    options.maximumLineBytes = lineLimit.bytes
    options.badRecords = badLimit.policy
    return options
  }
}

extension OutputCompression: ExpressibleByArgument {}
