import ArgumentParser
import Millrace
import MillraceStorage

/// Shows one entry of the quarantine.
struct QuarantineShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show one entry: a refused file, or the bad records of a manifest.",
    discussion: """
      With --records only the records themselves are printed, as they stood in the input, one a line: repair them, and \
      put them into the source folder as a new file.

      EXAMPLES
        millrace quarantine show pipeline.yaml bad-records/events/2026-01-01/1f0c….ndjson
        millrace quarantine show pipeline.yaml bad-records/events/2026-01-01/1f0c….ndjson --records > repair.ndjson
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Argument(help: ArgumentHelp("The entry, as `quarantine list` prints it.", valueName: "key"))
  var key: String

  @Flag(help: "Print the bad records as they stood in the input.")
  var records = false

  func run() async throws {
    let configuration = try pipeline.load()
    try await PipelineLedger.use(configuration) { opened in
      guard let quarantine = try await opened.quarantine() else {
        throw CommandFailure(message: "\(configuration.quarantine.readable): nothing was ever quarantined here.")
      }
      let key = try ObjectKey(key)
      if records {
        for record in try await quarantine.badRecords(in: key) { try printBytes(record.bytes + [UInt8(ascii: "\n")]) }
      } else {
        try printBytes(try await quarantine.store.get(key))
      }
    }
  }

  private func printBytes(_ bytes: [UInt8]) throws {
    try bytes.withUnsafeBytes { try StandardOutput.shared.write($0) }
  }
}
