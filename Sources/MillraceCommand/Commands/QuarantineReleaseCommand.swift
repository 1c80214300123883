import ArgumentParser
import Foundation
import Millrace
import MillraceStorage

/// Sends refused files round again.
struct QuarantineReleaseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release",
    abstract: "Send quarantined and failed files round again.",
    discussion: """
      The files become pending, and the next run converts them with the pipeline file as it then is: correct a check, a \
      limit or the schema first. A file that is still bad comes back. A file that was corrected in place is found by \
      itself, since it is a new version. Bad records are not released; see `quarantine show --records`.

      EXAMPLES
        millrace quarantine release pipeline.yaml --input inbox/2026-01-01-events-00001.ndjson
        millrace quarantine release pipeline.yaml --all
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(help: ArgumentHelp("Release this file.", valueName: "file"))
  var input: String?

  @Flag(help: "Release all files.")
  var all = false

  @Flag(help: "Print what was done as JSON.")
  var json = false

  func validate() throws {
    if all == (input != nil) { throw ValidationError("Say which files: --input FILE, or --all.") }
  }

  func run() async throws {
    let configuration = try pipeline.load()
    try await PipelineLedger.reporting {
      let opened = try await PipelineLedger(configuration)
      let address = input.map { Self.address(of: $0, in: configuration.source.directory) }
      let count = try await opened.ledger.redrive(RedriveSelection(address: address), in: configuration.name)
      try await removeEntries(of: opened, address: address)
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

  /// Takes the entries of released files out of quarantine, now that the ledger has them as pending.
  private func removeEntries(of opened: PipelineLedger, address: String?) async throws {
    guard let quarantine = try await opened.quarantine() else { return }
    var keys: [ObjectKey] = []
    try await quarantine.forEach(of: opened.configuration.name, kind: .files) { item in
      let entry = try await quarantine.file(in: item.key)
      if address == nil || entry.input.address == address { keys.append(item.key) }
    }
    try await quarantine.remove(keys)
  }

  /// A path, or a name within the source folder.
  private static func address(of input: String, in source: String) -> String {
    if input.hasPrefix("/") { return input }
    let here = URL(fileURLWithPath: input).standardizedFileURL.path
    return FileManager.default.fileExists(atPath: here) ? here : "\(source)/\(input)"
  }
}
