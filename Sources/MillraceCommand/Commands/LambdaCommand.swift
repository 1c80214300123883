import ArgumentParser
import Foundation
import Millrace
import MillraceLambda

/// Runs a pipeline as a function of AWS Lambda.
struct LambdaCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lambda",
    abstract: "Run a pipeline as a function: the runtime of AWS Lambda.",
    discussion: """
      Takes calls from Lambda's runtime API, one after the other. Each call's messages stand in for the pipeline's source: \
      messages of SQS, events of S3 directly, by SNS or by EventBridge, tasks of S3 Batch Operations. A schedule, or an \
      empty event, lets the pipeline look what there is to do. What could not be done is reported, so that it comes again.

      The binary does the same when it is called as “bootstrap”, as Lambda does with custom runtimes. The file is then \
      MILLRACE_PIPELINE, or the function's handler if it is a file, or pipeline.yaml, in the folder of the function's code.

      A pipeline with a manifest-queue is two functions: --role plan (or MILLRACE_ROLE=plan), and --role convert.

      script/package-lambda makes the function's zip; docs/lambda.md describes limits, answers and settings.

      EXAMPLES
        millrace lambda pipeline.yaml
        MILLRACE_PIPELINE=csv.yaml ./bootstrap
      """)

  @OptionGroup var pipeline: PipelineArgument

  @Option(help: "Which part of the work the function does: plan, convert or all.")
  var role = RoleArgument.all

  func run() async throws {
    guard let address = FunctionEnvironment().runtimeAPI else {
      throw CommandFailure.usage(
        "AWS_LAMBDA_RUNTIME_API is not set: this command is the runtime of a function in AWS Lambda, or its emulator. "
          + "Use `millrace run \(pipeline.file)` elsewhere.")
    }
    let api = RuntimeAPI(address: address)
    do {
      try await run(api)
    } catch {
      await api.close()
      throw error
    }
    await api.close()
  }

  private func run(_ api: RuntimeAPI) async throws {
    let events = LineEventSink(.json) { StandardError.write($0) }
    let shutdown = Latch()
    do {
      try await Interruption.shared.react {
        shutdown.make()
      } during: {
        let function = try await start(api, events)
        try await LambdaRuntime(api: api, function: function, shutdown: shutdown) {
          // Lambda has its answer; what cannot be ended ends with the process.
          StandardError.write("millrace: the run could not be ended in time; the process ends with it.\n")
          _exit(ExitStatus.failed.rawValue)
        }.run()
        await function.close()
      }
    } catch let error as RuntimeAPIError {
      throw CommandFailure(message: error.message)
    }
  }

  /// Opens the function. Where that fails Lambda is told why.
  private func start(_ api: RuntimeAPI, _ events: any EventSink) async throws -> LambdaFunction {
    do {
      return try await FunctionStart(pipeline: pipeline, role: role.role, events: events).open()
    } catch {
      let failure = error as? LambdaFailure ?? LambdaFailure(.places, "\(error)")
      try await api.failStart(failure)
      throw CommandFailure(message: failure.message)
    }
  }
}
