import ArgumentParser
import Foundation

/// Writes a pipeline file to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Write a pipeline file to start from.",
    discussion: """
      Writes pipeline.yaml (for csv-to-topic two files) with every key, its default and what it does, and makes the folder that the pipeline reads. It runs
      at once, with no account; comments show the addresses on AWS.

        ndjson-to-parquet   files of JSON lines, from a folder or S3, become Parquet
        process-objects     each file or object goes through a step of yours; its result is kept
        archive-queue       messages of a queue are kept as objects
        csv-to-topic        each CSV file becomes Parquet, and a message to a topic; a second pipeline works on the messages
        load-directory      the records of files become messages of a queue

      EXAMPLES
        millrace init ndjson-to-parquet
        millrace init process-objects my-pipeline
        millrace init archive-queue /etc/archive --json
        millrace init csv-to-topic sales
      """)

  @Argument(help: "The job: \(PipelineTemplate.allCases.map(\.rawValue).joined(separator: ", ")).")
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
    /// Where there are more than the first.
    var files: [String]?
    var next: [String]
  }

  func run() throws {
    let prefix = directory == "." ? "" : directory.hasSuffix("/") ? directory : directory + "/"
    let paths = job.files.map { prefix + $0.name }
    for path in paths where FileManager.default.fileExists(atPath: path) && !overwrite {
      throw CommandFailure.usage("\(path): exists already. Use --overwrite to replace it, or choose another directory.")
    }
    if let folder = job.folder { try createDirectory(prefix + folder) }
    if job.hasState { try createDirectory(prefix + "state") }
    for (path, file) in zip(paths, job.files) { try write(file.text, to: path) }
    let path = paths[0]
    if json {
      let next = job.nextSteps(path: path, prefix: prefix).map(\.command)
      return try FactsOutput.print(
        Facts(job: job.rawValue, file: path, files: paths.count > 1 ? paths : nil, next: next))
    }
    StandardOutput.shared.print(quiet ? paths.joined(separator: "\n") : nextSteps(paths: paths, prefix: prefix))
  }

  private func write(_ text: String, to path: String) throws {
    let file = try OutputFile(path)
    var text = text
    try text.withUTF8 { try file.write(UnsafeRawBufferPointer($0)) }
    try file.publish(durable: true)
  }

  private func nextSteps(paths: [String], prefix: String) -> String {
    let source = job.folder.map { "\(prefix)\($0)/" } ?? "a queue in \(prefix)state/queues.sqlite"
    let steps = job.nextSteps(path: paths[0], prefix: prefix).map { "  \($0.command)\n      \($0.purpose)" }
    let written = paths.joined(separator: " and ")
    return (["\(written): written. It reads \(source).", "", "What next:"] + steps).joined(separator: "\n")
  }
}

extension PipelineTemplate: ExpressibleByArgument {}
