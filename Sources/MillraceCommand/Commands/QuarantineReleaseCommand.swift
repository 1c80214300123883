import ArgumentParser
import Foundation
import Millrace
import MillraceStorage

/// Sends refused files round again.
struct QuarantineReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Send quarantined and failed files, or bad records, round again.",
    discussion: """
      The files become pending, and the next run converts them with the pipeline file as it then is: correct a check, a \
      limit or the schema first. A file that is still bad comes back. A file that was corrected in place is found by \
      itself, since it is a new version.

      With --records, the bad records of one entry are written into the source folder, as they stood in their inputs, as a \
      new file that the next run takes, records of CSV below the header of their file: for when the pipeline file was at \
      fault (a line limit, say). To repair them \
      by hand first, see `quarantine show --records`.

      EXAMPLES
        millrace quarantine release pipeline.yaml --input inbox/2026-01-01-events-00001.ndjson
        millrace quarantine release pipeline.yaml --all
        millrace quarantine release pipeline.yaml --records bad-records/events/2026-01-01/1f0c….ndjson
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(help: ArgumentHelp("Release this file.", valueName: "file"))
  var input: String?

  @Option(
    help: ArgumentHelp("Release the bad records of this entry, as `quarantine list` prints it.", valueName: "key"))
  var records: String?

  @Flag(help: "Release all files.")
  var all = false

  @Flag(help: "Print what was done as JSON.")
  var json = false

  func validate() throws {
    let choices = (all ? 1 : 0) + (input == nil ? 0 : 1) + (records == nil ? 0 : 1)
    if choices != 1 { throw ValidationError("Say what to release: --input FILE, --records KEY, or --all (files).") }
  }

  func run() async throws {
    let configuration = try pipeline.load()
    try await PipelineLedger.use(configuration) { opened in
      if let records { return try await release(records: ObjectKey(records), of: opened) }
      let address = input.map { Self.address(of: $0, in: configuration.directory?.path) }
      let count = try await release(files: address, of: opened)
      if json {
        try FactsOutput.print(["released": count])
      } else {
        StandardOutput.shared.print("\(Quantity.counted(count, "file")) released; the next run takes them.")
      }
      if count == 0, let input {
        throw CommandFailure(message: "\(input): is neither quarantined nor failed; `millrace where` says what it is.")
      }
    }
  }

  private func release(records key: ObjectKey, of opened: PipelineLedger) async throws {
    guard let quarantine = try await opened.quarantine() else {
      throw CommandFailure(message: "\(opened.configuration.quarantine.readable): nothing was ever quarantined here.")
    }
    let release = QuarantineRelease(
      configuration: opened.configuration, ledger: opened.ledger, quarantine: quarantine)
    do {
      let (paths, count) = try await release.releaseBadRecords(in: key)
      if json {
        try FactsOutput.print(["released": "\(count)", "file": paths.joined(separator: ", ")])
      } else {
        StandardOutput.shared.print(
          "\(Quantity.counted(count, "record")) written to \(paths.joined(separator: ", ")); the next run takes them.")
      }
    } catch let error as PipelineError {
      throw CommandFailure(message: error.message)
    }
  }

  /// The answer is how many files there were. Files that have failed are in no quarantine.
  private func release(files address: String?, of opened: PipelineLedger) async throws -> Int {
    guard let quarantine = try await opened.quarantine() else {
      return try await opened.ledger.redrive(RedriveSelection(address: address), in: opened.configuration.name)
    }
    return try await QuarantineRelease(
      configuration: opened.configuration, ledger: opened.ledger, quarantine: quarantine
    ).releaseFiles(address: address)
  }

  /// A path, or a name within the source folder; the address of an object as it stands.
  private static func address(of input: String, in source: String?) -> String {
    guard let source, !input.hasPrefix("/") else { return input }
    let here = URL(fileURLWithPath: input).standardizedFileURL.path
    return FileManager.default.fileExists(atPath: here) ? here : "\(source)/\(input)"
  }
}
