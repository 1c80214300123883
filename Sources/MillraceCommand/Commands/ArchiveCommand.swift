import ArgumentParser
import Foundation
import Millrace
import MillraceStorage

/// Moves or deletes source files that are done.
struct ArchiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive",
    abstract: "Move or delete the source files that a pipeline has done.",
    discussion: """
      Takes only files of a folder or a listed bucket that the ledger has as done, at that very version, and for as long as \
      --older-than says. Files that are not done, were changed since, are in quarantine, or that the pipeline does not take, \
      stay. Folders are kept as they are. Within one file system a file gets its new name in one step; elsewhere it is copied, \
      read back, and only then deleted. Nothing is replaced: where a name is taken, the file gets a hash in front of its \
      extension. A command that was interrupted can be given again.

      Without --to and --delete, and for --older-than, what the pipeline file says under “archive” holds.

      The ledger remembers what is done, for ever. With --forget it forgets what this call archives; a file that is put \
      back is then done again.

      The exit code is 3 when some files could not be moved or deleted.

      EXAMPLES
        millrace archive pipeline.yaml --to ./done --dry-run
        millrace archive pipeline.yaml --to s3://my-archive/inbox --older-than 7d
        millrace archive pipeline.yaml --delete --older-than 30d --forget --json
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(help: ArgumentHelp("Move files there: a folder, or s3://bucket/prefix.", valueName: "folder"))
  var to: String?

  @Flag(help: "Delete files.")
  var delete = false

  @Option(help: ArgumentHelp("Only files that were done so long ago, such as 7d. (default: 7d)", valueName: "time"))
  var olderThan: DurationArgument?

  @Flag(help: "Let the ledger forget what is archived.")
  var forget = false

  @Flag(help: "Show what would be archived, and change nothing.")
  var dryRun = false

  @Flag(help: "Print the facts as JSON.")
  var json = false

  func validate() throws {
    if to != nil && delete { throw ValidationError("Say --to FOLDER or --delete, not both.") }
  }

  func run() async throws {
    let configuration = try pipeline.load()
    let plan = try ArchivePlan(configuration, to: to, deletes: delete, olderThan: olderThan?.duration)
    try await PipelineLedger.use(configuration) { opened in
      var options = SourceArchiver.Options(after: plan.after)
      options.forgets = forget
      options.isDryRun = dryRun
      let archiver = SourceArchiver(
        configuration, source: try await opened.store(plan.source), target: try await target(plan, opened),
        ledger: opened.ledger, quarantine: try await opened.quarantine(), options: options)
      let isShown = dryRun && !json
      let tally = try await archiver.run { file in
        if isShown { StandardOutput.shared.print(file.key.text) }
      }
      try report(ArchiveFacts(configuration.name, plan, tally, isDryRun: dryRun))
    }
  }

  private func target(_ plan: ArchivePlan, _ opened: PipelineLedger) async throws -> (any ObjectStore)? {
    guard let target = plan.target else { return nil }
    return try await opened.store(target)
  }

  private func report(_ facts: ArchiveFacts) throws {
    if json { try FactsOutput.print(facts) } else { StandardOutput.shared.print(facts.text) }
    for failure in facts.failures { StandardError.write("millrace: \(failure.reason)\n") }
    if facts.failed > 0 { throw ExitStatus.incomplete }
  }
}
