import ArgumentParser
import Millrace

/// Runs a pipeline.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pipeline: watch its source, or convert what is there.",
    discussion: """
      Watches the source until SIGTERM or SIGINT; with --until-idle it ends when nothing is left to do. A run may be killed \
      at any moment: the next one goes on, and nothing is lost or doubled. Several runs on one ledger share the work.

      On a signal no more files are taken; a conversion that is going on is finished, or given back at shutdown-deadline. \
      A second signal ends the process at once.

      The exit code is 0 when all is in the output, 3 when --until-idle left out files or records (they are in \
      quarantine, or failed), 4 when --until-idle was stopped by a signal.

      EXAMPLES
        millrace run pipeline.yaml
        millrace run pipeline.yaml --until-idle
        millrace run pipeline.yaml --until-idle --json 2> events.ndjson
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Flag(help: "End when everything found is converted, quarantined or failed.")
  var untilIdle = false

  @Option(help: "Number of threads that convert, in place of the pipeline file's.")
  var workers: Int?

  @Flag(help: "Print the result as JSON, and events as one JSON object a line on standard error.")
  var json = false

  func validate() throws {
    if let workers, !(1...1024).contains(workers) { throw ValidationError("--workers must be from 1 to 1024.") }
  }

  func run() async throws {
    var configuration = try pipeline.load()
    if let workers { configuration.workers = workers }
    let line = RunProgressLine()
    let stop = StopRequest()
    let events = LineEventSink(json ? .json : .text) { line.print($0) }
    do {
      let summary = try await Interruption.shared.react {
        stop.make()
      } during: {
        let runner = try await PipelineRunner.open(configuration, events: events)
        stop.attach(runner)
        return try await line.watch(runner) { try await runner.run(until: untilIdle ? .idle : .stopped) }
      }
      try report(summary, of: configuration)
    } catch let error as PipelineError {
      throw CommandFailure(status: error.code == .configuration ? .usage : .failed, message: error.message)
    }
  }

  private func report(_ summary: RunSummary, of configuration: PipelineConfiguration) throws {
    let facts = RunFacts(summary, configuration: configuration)
    if json { try FactsOutput.print(facts) } else { StandardOutput.shared.print(facts.text) }
    guard untilIdle else { return }
    if summary.ending == .stopped { throw ExitStatus.interrupted }
    if facts.isIncomplete { throw ExitStatus.incomplete }
  }
}
