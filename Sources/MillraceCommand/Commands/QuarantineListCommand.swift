import ArgumentParser
import Foundation
import Millrace
import MillraceStorage

/// Lists what is in quarantine.
struct QuarantineListCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List what is in quarantine.",
    discussion: """
      EXAMPLES
        millrace quarantine list pipeline.yaml
        millrace quarantine list pipeline.yaml --kind files --json
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(help: "Only bad-records, or only files.")
  var kind: QuarantineItem.Kind?

  @Flag(help: "Print one JSON object a line.")
  var json = false

  /// One entry, for `--json`.
  private struct Facts: Encodable {
    var key: String
    var kind: String
    var partition: String
    var bytes: Int64
    var modifiedAt: Date
    var input: String?
    var reason: String?
  }

  func run() async throws {
    let configuration = try pipeline.load()
    try await PipelineLedger.use(configuration) { opened in
      guard let quarantine = try await opened.quarantine() else { return }
      try await quarantine.forEach(of: configuration.name, kind: kind) { item in
        let entry = item.kind == .files ? try? await quarantine.file(in: item.key) : nil
        try printItem(item, entry)
      }
    }
  }

  private func printItem(_ item: QuarantineItem, _ entry: FileEntry?) throws {
    if json {
      let facts = Facts(
        key: item.key.text, kind: item.kind.rawValue, partition: item.partition, bytes: item.size,
        modifiedAt: item.modifiedAt, input: entry?.input.address, reason: entry?.reason)
      StandardOutput.shared.print(try FactsOutput.line(facts))
    } else {
      let about = entry.map { "\($0.input.address): \($0.reason)" } ?? Quantity.bytes(item.size)
      StandardOutput.shared.print("\(item.key)  \(about)")
    }
    try StandardOutput.shared.flushIfFull()
  }
}

extension QuarantineItem.Kind: ExpressibleByArgument {}
