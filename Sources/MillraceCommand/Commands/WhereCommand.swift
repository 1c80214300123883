import ArgumentParser
import Foundation
import Millrace
import MillraceStorage

/// What became of one input file.
struct WhereCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "where",
    abstract: "Show what became of an input file: its state, its manifest, and where its rows are.",
    discussion: """
      INPUT is a path, or a name within the pipeline's source folder. A file that was written anew under the same name is \
      listed once for each version. The exit code is 1 if the ledger does not know the file.

      EXAMPLES
        millrace where pipeline.yaml inbox/2026-01-01-events-00001.ndjson
        millrace where pipeline.yaml 2026-01-01-events-00001.ndjson --json
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Argument(help: ArgumentHelp("The input file.", valueName: "input"))
  var input: String

  @Flag(help: "Print the facts as JSON.")
  var json = false

  /// One version of the file, for `--json`.
  private struct Facts: Encodable {
    var address: String
    var version: String
    var bytes: Int64
    var state: String
    var partition: String
    var manifest: String?
    var outputs: [String]
    var rows: Int64?
    var badRecords: Int64?
    var reason: String?
    var attempts: Int
    var createdAt: Date
    var updatedAt: Date

    init(_ file: LedgerFile, folder: String) {
      address = file.file.address
      version = file.file.version
      bytes = file.file.size
      state = file.state.rawValue
      partition = file.partition
      manifest = file.manifest
      outputs = file.outputs.map { "\(folder)/\($0.name)" }
      rows = file.counts?.rows
      badRecords = file.counts?.badRecords
      reason = file.reason
      attempts = file.attempts
      createdAt = file.createdAt
      updatedAt = file.updatedAt
    }

    var text: String {
      var lines = ["\(address): \(state), \(Quantity.bytes(bytes)), since \(updatedAt.formatted(.iso8601))"]
      if let rows { lines.append("  rows: \(Quantity.count(rows)), bad records: \(Quantity.count(badRecords ?? 0))") }
      lines += outputs.map { "  output: \($0)" }
      if let manifest { lines.append("  manifest: \(manifest)") }
      if let reason { lines.append("  reason: \(reason)") }
      return lines.joined(separator: "\n")
    }
  }

  func run() async throws {
    let configuration = try pipeline.load()
    try await PipelineLedger.use(configuration) { opened in
      if configuration.queueSink != nil { return try await standing(in: opened) }
      let ledger = opened.ledger
      for address in addresses(in: configuration.directory?.path) {
        let versions = try await ledger.versions(of: address, in: configuration.name)
        guard !versions.isEmpty else { continue }
        let facts = versions.map { Facts($0, folder: configuration.outputName) }
        if json { try FactsOutput.print(facts) } else { facts.forEach { StandardOutput.shared.print($0.text) } }
        return
      }
      throw CommandFailure(
        message:
          "\(input): the ledger of \(configuration.name) does not know this file. It has not been found so far, or "
          + "does not match “source.match”.")
    }
  }

  /// Of pipelines that claim their files.
  private func standing(in opened: PipelineLedger) async throws {
    guard let facts = try await opened.standing(of: input) else {
      throw CommandFailure(message: "\(input): there is no such file in the source of \(opened.configuration.name).")
    }
    if json { try FactsOutput.print([facts]) } else { StandardOutput.shared.print(facts.text) }
    if facts.state == "unknown" { throw CommandFailure(message: "\(input): no run has found this file so far.") }
  }

  /// The absolute paths that the input can stand for, or the address of an object as it stands.
  private func addresses(in source: String?) -> [String] {
    guard let source else { return [input] }
    let here = URL(fileURLWithPath: input).standardizedFileURL.path
    return input.hasPrefix("/") ? [here, input] : [here, "\(source)/\(input)"]
  }
}
