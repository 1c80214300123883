import ArgumentParser
import Foundation

/// Writes a pipeline file to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a pipeline file to start from.",
    discussion: """
      Writes pipeline.yaml with every key, its default and what it does, and makes the folder that the pipeline reads. It runs
      at once, with no account; comments show the addresses on AWS.

        ndjson-to-parquet   files of JSON lines, from a folder or S3, become Parquet
        process-objects     each file or object goes through a step of yours; its result is kept
        archive-queue       messages of a queue are kept as objects

      EXAMPLES
        millrace init ndjson-to-parquet
        millrace init process-objects my-pipeline
        millrace init archive-queue /etc/archive --json
      """)

  @Argument(help: "The job: ndjson-to-parquet, process-objects or archive-queue.")
  var job: PipelineTemplate

  @Argument(help: ArgumentHelp("Directory for the file; made if it is not there.", valueName: "dir"))
  var directory = "."

  @Flag(help: "Replace a pipeline file that exists.")
  var overwrite = false

  @Flag(help: "Print only the name of the file.")
  var quiet = false

  @Flag(help: "Print what was written as JSON.")
  var json = false

  /// What was written, for `--json`.
  private struct Facts: Encodable {
    var job: String
    var file: String
    var next: [String]
  }

  func run() throws {
    let prefix = directory == "." ? "" : directory.hasSuffix("/") ? directory : directory + "/"
    let path = prefix + "pipeline.yaml"
    if FileManager.default.fileExists(atPath: path), !overwrite {
      throw CommandFailure.usage("\(path): exists already. Use --overwrite to replace it, or choose another directory.")
    }
    if let folder = job.folder { try createDirectory(prefix + folder) } else { try createDirectory(prefix + "state") }
    let file = try OutputFile(path)
    var text = job.text
    try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.publish(durable: true)
    if json {
      let next = job.nextSteps(path: path, prefix: prefix).map(\.command)
      return try FactsOutput.print(Facts(job: job.rawValue, file: path, next: next))
    }
    StandardOutput.shared.print(quiet ? path : nextSteps(path: path, prefix: prefix))
  }

  private func nextSteps(path: String, prefix: String) -> String {
    let source = job.folder.map { "\(prefix)\($0)/" } ?? "a queue in \(prefix)state/queues.sqlite"
    let steps = job.nextSteps(path: path, prefix: prefix).map { "  \($0.command)\n      \($0.purpose)" }
    return (["\(path): written. It reads \(source).", "", "What next:"] + steps).joined(separator: "\n")
  }
}

extension PipelineTemplate: ExpressibleByArgument {}
