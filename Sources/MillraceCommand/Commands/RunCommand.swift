import ArgumentParser
import Foundation
import Millrace

/// Runs a pipeline.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a pipeline: watch its source, or do what is there to do.",
    discussion: """
      Watches the source until SIGTERM or SIGINT; with --until-idle it ends when nothing is left to do. A run may be killed \
      at any moment: the next one goes on, and nothing is lost or doubled. Several runs on one ledger or queue share the work.

      On a signal nothing more is taken; what is going on is finished, or given back at shutdown-deadline. A second signal \
      ends the process at once.

      A pipeline with manifests may run apart: --role plan takes in and plans, --role convert converts what is planned.

      With archive-queue in place of a file, all comes from the environment: AWS_REGION, SQS_QUEUE_URL, S3_BUCKET_NAME, \
      S3_PREFIX, POLL_INTERVAL_SECONDS, MAX_MESSAGES_PER_POLL, HEALTH_PORT (8080).

      The exit code is 0 when all is in the output, 3 when --until-idle left out files or records (they are in \
      quarantine, or failed), 4 when --until-idle was stopped by a signal.

      EXAMPLES
        millrace run pipeline.yaml
        millrace run pipeline.yaml --until-idle
        millrace run pipeline.yaml --until-idle --json 2> events.ndjson
        millrace run pipeline.yaml --role convert --workers 8
        AWS_REGION=eu-central-1 SQS_QUEUE_URL=https://… S3_BUCKET_NAME=my-archive millrace run archive-queue
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Flag(help: "End when everything found is converted, quarantined or failed.")
  var untilIdle = false

  @Option(help: "Which part of the work this process does: plan, convert or all.")
  var role = RoleArgument.all

  @Option(help: "Number of threads that convert, in place of the pipeline file's.")
  var workers: Int?

  @Flag(help: "Print the result as JSON, and events as one JSON object a line on standard error.")
  var json = false

  func validate() throws {
    if let workers, !(1...1024).contains(workers) { throw ValidationError("--workers must be from 1 to 1024.") }
  }

  func run() async throws {
    var configuration = try configuration()
    if let workers { configuration.workers = workers }
    let line = RunProgressLine()
    let events = LineEventSink(json ? .json : .text) { line.print($0) }
    do {
      let (summary, status) = try await run(configuration, line, events)
      try report(summary, status, of: configuration)
    } catch let error as PipelineError {
      throw CommandFailure(status: error.code == .configuration ? .usage : .failed, message: error.message)
    }
  }

  private func configuration() throws -> PipelineConfiguration {
    guard pipeline.file == ArchiveEnvironment.name, !FileManager.default.fileExists(atPath: pipeline.file) else {
      return try pipeline.load()
    }
    var environment = ArchiveEnvironment(ProcessInfo.processInfo.environment)
    return try environment.configuration()
  }

  private func run(
    _ configuration: PipelineConfiguration, _ line: RunProgressLine, _ events: any EventSink
  ) async throws -> (RunSummary, RunStatus) {
    let stop = StopRequest()
    let goal: RunGoal = untilIdle ? .idle : .stopped
    return try await Interruption.shared.react {
      stop.make()
    } during: {
      try StateFolders.make(for: configuration)
      let storage = try CommandStorage.open()
      let runner = try await PipelineRunner.open(configuration, storage: storage, role: role.role, events: events)
      stop.attach(runner)
      let health = RunHealth(settings: configuration.health, pipeline: configuration.name)
      let summary = try await health.serve(runner) {
        try await line.watch(runner, of: configuration) { try await runner.run(until: goal) }
      }
      return (summary, runner.status)
    }
  }

  private func report(_ summary: RunSummary, _ status: RunStatus, of configuration: PipelineConfiguration) throws {
    let report = summary.report(status, of: configuration)
    if json { try FactsOutput.print(report) } else { StandardOutput.shared.print(report.text) }
    guard untilIdle else { return }
    if summary.ending == .stopped { throw ExitStatus.interrupted }
    if report.isIncomplete { throw ExitStatus.incomplete }
  }
}
