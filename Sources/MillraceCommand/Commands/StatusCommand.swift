import ArgumentParser
import Millrace
import MillraceStorage

/// How a pipeline stands, from its ledger.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show how a pipeline stands: files by state, rows, manifests.",
    discussion: """
      Reads the ledger; the pipeline may be running meanwhile. Files are pending (found), manifested (planned), completed \
      (their rows are in the output), quarantined (bad) or failed (given up). Of pipelines that load files into a queue: held \
      (someone works on them), lapsed (someone has died over them) or done.

      EXAMPLES
        millrace status pipeline.yaml
        millrace status pipeline.yaml --json | jq .files.completed
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(help: "How many manifests to list, newest first.")
  var recent = 5

  @Flag(help: "Print the facts as JSON.")
  var json = false

  func run() async throws {
    let configuration = try pipeline.load()
    try await PipelineLedger.use(configuration) { opened in
      let facts = try await StatusFacts(
        of: configuration.name, claimsFiles: configuration.queueSink != nil, from: opened.ledger, recent: max(0, recent)
      )
      if json { try FactsOutput.print(facts) } else { StandardOutput.shared.print(facts.text) }
    }
  }
}
