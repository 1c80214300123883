import ArgumentParser
import Millrace
import MillraceStorage

/// What is held in a pipeline's ledger, and by whom.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Show what is held in a pipeline's ledger, and free what is stuck.",
    discussion: """
      A process claims what it works on, and renews its claims; those of a process that died lapse within minutes, and others \
      take the items by themselves. What has lapsed is listed as such; with --older-than, what is held for longer is \
      overdue, also if it is renewed. With --free both can be had by others at once. What someone has taken or done since is left \
      alone. An owner that lives all the same loses its work: free what is overdue only if it is dead or hangs.

      The exit code is 3 while something has lapsed or is overdue.

      EXAMPLES
        millrace check pipeline.yaml
        millrace check pipeline.yaml --free
        millrace check pipeline.yaml --older-than 2h --free
        millrace check pipeline.yaml --json | jq '.held[] | select(.state != "held")'
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(help: ArgumentHelp("Call overdue what is held for longer than this, such as 2h.", valueName: "time"))
  var olderThan: DurationArgument?

  @Flag(help: "Free what has lapsed or is overdue.")
  var free = false

  @Flag(help: "Print the facts as JSON.")
  var json = false

  func run() async throws {
    let configuration = try pipeline.load()
    guard configuration.asksLedger else {
      throw CommandFailure.usage("\(pipeline.file): this pipeline keeps nothing in a ledger, so nothing can be held.")
    }
    try await PipelineLedger.use(configuration) { opened in
      let check = HoldCheck(ledger: opened.ledger, pipeline: configuration.name)
      let holds = try await check.holds(olderThan: olderThan?.duration)
      let stuck = holds.filter(\.isStuck)
      if free { try await check.free(stuck) }
      let counts = try await opened.ledger.claimCounts(of: configuration.name)
      let facts = HoldFacts(
        pipeline: configuration.name, holds: holds, done: counts.done, isFreed: free)
      if json { try FactsOutput.print(facts) } else { StandardOutput.shared.print(facts.text(file: pipeline.file)) }
      if !free, !stuck.isEmpty { throw ExitStatus.incomplete }
    }
  }
}
